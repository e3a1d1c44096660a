import { Select } from 'antd';
import { useState } from 'react';
import { useProducts } from './products-api';

interface Props {
  label: string;
  value: string[];
  /** Names that are known already; null: there is no such product. */
  linked: Record<string, string | null>;
  /** Not to be chosen: the product itself. */
  own: string;
  most: number;
  placeholder: string;
  disabled: boolean;
  onChange: (skus: string[]) => void;
}

/** Products chosen by name; what points nowhere says so. */
export function ProductChoice({ label, value, linked, own, most, placeholder, disabled, onChange }: Props) {
  const [words, setWords] = useState('');
  const found = useProducts({ q: words, size: 20 });
  const [seen, setSeen] = useState<Record<string, string>>({});
  const products = found.data?.products ?? [];
  const nameOf = (sku: string) => linked[sku] ?? seen[sku] ?? products.find((each) => each.sku === sku)?.name ?? null;
  const listed = products
    .filter(({ sku }) => sku !== own)
    .map(({ sku, name }) => ({ value: sku, label: `${name}（${sku}）` }));
  const chosen = value
    .filter((sku) => !listed.some((option) => option.value === sku))
    .map((sku) => ({ value: sku, label: nameOf(sku) ? `${nameOf(sku)}（${sku}）` : `${sku}（没有这件商品）` }));
  return (
    <Select
      aria-label={label}
      mode="multiple"
      maxCount={most}
      value={value}
      options={[...listed, ...chosen]}
      placeholder={placeholder}
      disabled={disabled}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setWords }}
      onChange={(skus: string[]) => {
        setSeen((before) => ({ ...before, ...Object.fromEntries(products.map(({ sku, name }) => [sku, name])) }));
        onChange(skus);
      }}
    />
  );
}
