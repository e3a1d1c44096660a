import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Sheet } from '../ui/rep/sheet';
import { readProducts } from './sidebar-api';
import { texts } from './texts';
import { type FormProps, useEntry } from './use-entry';

/** A purchase that the shop's system does not know of; sent twice it is one order. */
export function OrderForm(props: FormProps) {
  const { today } = props.briefing;
  const products = useQuery({ queryKey: ['products'], queryFn: readProducts, staleTime: 300_000 });
  const [entryId] = useState(() => crypto.randomUUID());
  const [order, setOrder] = useState({ sku: '', quantity: '1', total: '', paidOn: today });
  const entry = useEntry(props, props.onClose);
  const set = (change: Partial<typeof order>) => setOrder({ ...order, ...change });
  const priced = (sku: string, quantity: string) => {
    const cents = products.data?.find((each) => each.sku === sku)?.priceCents ?? null;
    set({ sku, quantity, ...(cents === null ? {} : { total: String((cents * Number(quantity)) / 100) }) });
  };
  return (
    <Sheet title={texts.orderTitle} onClose={props.onClose}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          const { sku, quantity, total, paidOn } = order;
          const totalCents = Math.round(Number(total) * 100);
          entry.mutate({ path: '/orders', body: { entryId, sku, quantity: Number(quantity), totalCents, paidOn } });
        }}
      >
        <label>
          {texts.product}
          <select required value={order.sku} onChange={(event) => priced(event.target.value, order.quantity)}>
            <option value="">{texts.pickProduct}</option>
            {products.data?.map(({ sku, name }) => (
              <option key={sku} value={sku}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <div className="pair">
          <label>
            {texts.quantity}
            <input
              type="number"
              required
              min={1}
              max={999}
              value={order.quantity}
              onChange={(event) => priced(order.sku, event.target.value)}
            />
          </label>
          <label>
            {texts.total}
            <input
              required
              inputMode="decimal"
              pattern="\d{1,8}(\.\d{1,2})?"
              value={order.total}
              onChange={(event) => set({ total: event.target.value })}
            />
          </label>
        </div>
        <label>
          {texts.paidOn}
          <input
            type="date"
            required
            max={today}
            value={order.paidOn}
            onChange={(event) => set({ paidOn: event.target.value })}
          />
        </label>
        <button className="button primary" disabled={entry.isPending}>
          {texts.save}
        </button>
      </form>
    </Sheet>
  );
}
