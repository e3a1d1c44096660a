import { Table, Tag } from 'antd';
import type { OrderView, ProfileView } from '../../../../contract/console/profile';
import { moneyText } from '../../../ui/money';
import { clockTextIn } from '../../../ui/shop-time';
import { useSession } from '../../session';
import { whoWords } from '../customer-words';
import { More } from './more';
import { useOrders } from './profile-api';

const statusNames: Record<OrderView['status'], string> = { paid: '已付款', delivered: '已签收', refunded: '已退款' };

/** What the customer bought, and what of it they have. */
export function Orders({ externalUserId, products }: { externalUserId: string; products: ProfileView['products'] }) {
  const clockText = clockTextIn(useSession().shop.zone);
  const list = useOrders(externalUserId);
  const orders = list.data?.pages.flatMap((page) => page.orders) ?? [];
  return (
    <>
      {products.length > 0 && (
        <>
          <h2 className="profile-title">拥有的商品</h2>
          <ul className="profile-products">
            {products.map(({ sku, name, quantity, orderNo, deliveredOn }) => (
              <li key={`${orderNo} ${sku}`}>
                {name} ×{quantity}，{deliveredOn} 起使用
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className="profile-title">订单</h2>
      <More list={list} count={orders.length} empty="还没有订单">
        <Table<OrderView>
          rowKey="orderNo"
          size="small"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={orders}
          columns={[
            { title: '付款时间', dataIndex: 'paidAt', render: (at: string) => clockText(at) },
            { title: '商品', dataIndex: 'items', render: (items: OrderView['items']) => itemsText(items) },
            {
              title: '金额',
              dataIndex: 'totalCents',
              align: 'right',
              render: (cents: number) => moneyText(cents),
            },
            {
              title: '状态',
              dataIndex: 'status',
              render: (status: OrderView['status']) => <Tag>{statusNames[status]}</Tag>,
            },
            { title: '订单号', dataIndex: 'orderNo' },
            { title: '来自', dataIndex: 'source', render: (source: string) => whoWords(source) },
          ]}
        />
      </More>
    </>
  );
}

function itemsText(items: OrderView['items']): string {
  return items.map(({ name, quantity }) => (quantity === 1 ? name : `${name} ×${quantity}`)).join('、');
}
