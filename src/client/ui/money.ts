/** `¥1,999.00`. */
export function moneyText(cents: number | null): string {
  if (cents === null) return '—';
  return `¥${(cents / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
