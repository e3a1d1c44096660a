import { Card, Input, InputNumber, Select } from 'antd';
import { type EditorPart, Field } from './field';
import { useProducts } from './products-api';

/** What the product is. */
export function ProductFields({ edited, change, faults, mayEdit, isNew }: EditorPart & { isNew: boolean }) {
  const facets = useProducts({ size: 1 }).data;
  const known = (values: string[] = []) => values.map((value) => ({ value, label: value }));
  return (
    <Card size="small" title="基本信息">
      <div className="product-fields">
        <Field label="名称" fault={faults.get('name')}>
          <Input
            aria-label="名称"
            value={edited.name}
            maxLength={128}
            disabled={!mayEdit}
            onChange={({ target }) => change({ name: target.value })}
          />
        </Field>
        <Field label="编号（SKU）" fault={faults.get('sku')}>
          <Input
            aria-label="编号"
            value={edited.sku}
            maxLength={64}
            disabled={!isNew || !mayEdit}
            onChange={({ target }) => change({ sku: target.value })}
          />
        </Field>
        <Field label="价格（元）" fault={faults.get('priceCents')}>
          <InputNumber
            aria-label="价格"
            style={{ width: '100%' }}
            value={edited.priceCents === null ? null : edited.priceCents / 100}
            min={0}
            max={20_000_000}
            precision={2}
            prefix="¥"
            disabled={!mayEdit}
            onChange={(yuan) => change({ priceCents: yuan === null ? null : Math.round(Number(yuan) * 100) })}
          />
        </Field>
        <Field label="分类" fault={faults.get('category')}>
          <Select
            aria-label="分类"
            mode="tags"
            maxCount={1}
            placeholder="选择或输入"
            value={edited.category === null ? [] : [edited.category]}
            options={known(facets?.categories)}
            disabled={!mayEdit}
            onChange={([category = null]: (string | null)[]) => change({ category })}
          />
        </Field>
        <Field label="标签" fault={faults.get('tags')}>
          <Select
            aria-label="标签"
            mode="tags"
            placeholder="选择或输入，可多个"
            value={edited.tags}
            options={known(facets?.tags)}
            disabled={!mayEdit}
            onChange={(tags: string[]) => change({ tags })}
          />
        </Field>
      </div>
    </Card>
  );
}
