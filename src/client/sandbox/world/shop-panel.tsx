import { useQuery } from '@tanstack/react-query';
import { App, Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { order, readProducts } from '../sandbox-api';
import type { Customer } from '../sandbox-state';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { useChange } from '../use-sandbox';

function yuan(cents: number): string {
  return (cents / 100).toLocaleString('zh-CN', { minimumFractionDigits: cents % 100 === 0 ? 0 : 2 });
}

interface Props {
  state: Seen;
  customer: Customer | undefined;
  onChooseCustomer: (externalUserId: string) => void;
  onBought: (externalUserId: string) => void;
}

/** The till: a customer buys, and the shop's system reports the order. */
export function ShopPanel({ state, customer, onChooseCustomer, onBought }: Props) {
  const { message } = App.useApp();
  const products = useQuery({ queryKey: ['products'], queryFn: readProducts, staleTime: Infinity });
  const [sku, setSku] = useState<string>();
  const [quantity, setQuantity] = useState(1);
  const buy = useChange(order);
  const product = products.data?.find((one) => one.sku === sku) ?? products.data?.[0];

  const submit = () => {
    if (!customer || !product) return;
    buy.mutate(
      { externalUserId: customer.externalUserId, sku: product.sku, quantity },
      {
        onSuccess: () => {
          void message.success(texts.shop.done(customer.name, product.name, quantity));
          onBought(customer.externalUserId);
        },
      },
    );
  };

  return (
    <section className="panel" aria-label={texts.shop.title} data-testid="shop">
      <h2>{texts.shop.title}</h2>
      <div className="shop-form">
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          prefix={texts.shop.who}
          aria-label={texts.shop.who}
          placeholder={texts.shop.pickCustomer}
          value={customer?.externalUserId}
          options={state.customers.map(({ externalUserId, name }) => ({ value: externalUserId, label: name }))}
          onChange={onChooseCustomer}
          data-testid="order-customer"
        />
        <InputNumber
          prefix={texts.shop.quantity}
          aria-label={texts.shop.quantity}
          min={1}
          max={99}
          precision={0}
          value={quantity}
          onChange={(value) => setQuantity(value ?? 1)}
          data-testid="order-quantity"
        />
        <Select
          className="shop-product"
          prefix={texts.shop.what}
          aria-label={texts.shop.what}
          value={product?.sku}
          loading={products.isPending}
          placeholder={products.error?.message ?? texts.shop.noProducts}
          options={
            products.data?.map((one) => ({
              value: one.sku,
              label: one.priceCents ? `${one.name}　¥${yuan(one.priceCents)}` : one.name,
            })) ?? []
          }
          onChange={setSku}
          data-testid="order-product"
        />
      </div>
      <div className="shop-foot">
        <span className="muted">
          {product?.priceCents ? texts.shop.total(yuan(product.priceCents * quantity)) : ''}
        </span>
        <Button
          type="primary"
          disabled={!customer || !product}
          loading={buy.isPending}
          onClick={submit}
          data-testid="order-submit"
        >
          {texts.shop.submit}
        </Button>
      </div>
    </section>
  );
}
