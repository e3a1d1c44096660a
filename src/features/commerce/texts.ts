/** What commerce tells people: timeline, whys of touches that are taken back, faults of rows. */
export const commerceTexts = {
  paid: (items: string, totalCents: number) => `下单：${items}，${yuan(totalCents)}`,
  delivered: (items: string) => `已签收：${items}`,
  refunded: (items: string, totalCents: number) => `已退款：${items}，${yuan(totalCents)}`,
  refundedWhy: '订单已退款',
  movedWhy: '订单已归到其他客户名下',
  item: (name: string, quantity: number) => (quantity === 1 ? name : `${name}×${quantity}`),
  more: (count: number) => `等 ${count} 件`,

  noKey: '请提供 externalUserId、unionId 或 mobile 之一',
  badMobile: '手机号格式不正确',
  deliveredBeforePaid: '签收时间不能早于付款时间',
  noItems: '订单至少要有一件商品',

  badCursor: '翻页已失效，请从第一页重新查看',
  noProduct: (sku: string) => `没有编号为 ${sku} 的商品`,
  skuTaken: (sku: string) => `编号 ${sku} 已有商品，请换一个编号，或直接编辑那件商品`,
  staleProduct: '这件商品刚被别人改过，请对照两边后再保存',
  productSaved: (name: string) => `修改商品「${name}」`,
  productCreated: (name: string) => `新建商品「${name}」`,
};

export function yuan(cents: number): string {
  const [whole = '0', rest = '00'] = (cents / 100).toFixed(2).split('.');
  return `¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}
