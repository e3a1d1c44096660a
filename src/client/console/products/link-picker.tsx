import { Alert, Card } from 'antd';
import { type EditorPart, Field } from './field';
import { ProductChoice } from './product-choice';

/** Which products come after this one, and which go with it. */
export function LinkPicker({
  edited,
  change,
  faults,
  mayEdit,
  linked,
}: EditorPart & { linked: Record<string, string | null> }) {
  const { upgradeTo, complements, consumable } = edited;
  const pointed = [...upgradeTo, ...complements, ...(consumable?.sku ? [consumable.sku] : [])];
  const missing = [...new Set(pointed)].filter((sku) => linked[sku] === null);
  const common = { linked, own: edited.sku, most: 50, disabled: !mayEdit };
  return (
    <Card size="small" title="升级与配套">
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={`指向的商品不存在：${missing.join('、')}。请换一件，或先建好它`}
        />
      )}
      <div className="product-fields">
        <Field label="升级款" fault={faults.get('upgradeTo')}>
          <ProductChoice
            {...common}
            label="升级款"
            value={upgradeTo}
            placeholder="用久了可以换成哪一款"
            onChange={(skus) => change({ upgradeTo: skus })}
          />
        </Field>
        <Field label="配套商品" fault={faults.get('complements')}>
          <ProductChoice
            {...common}
            label="配套商品"
            value={complements}
            placeholder="和它一起用的"
            onChange={(skus) => change({ complements: skus })}
          />
        </Field>
      </div>
    </Card>
  );
}
