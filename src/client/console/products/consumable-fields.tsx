import { Card, InputNumber, Switch } from 'antd';
import { longestDay } from '../../../contract/console/products';
import { type EditorPart, Field } from './field';
import { ProductChoice } from './product-choice';
import { usePreview } from './products-api';
import { draftOf } from './product-state';

const asBegun: NonNullable<EditorPart['edited']['consumable']> = { sku: null, cycleDays: 90, leadDays: 7 };

/** 耗材: what is used up, how long it lasts, and how early the customer hears of it. */
export function ConsumableFields({
  edited,
  change,
  faults,
  mayEdit,
  linked,
}: EditorPart & { linked: Record<string, string | null> }) {
  const { consumable } = edited;
  const set = (part: Partial<typeof asBegun>) => change({ consumable: { ...asBegun, ...consumable, ...part } });
  return (
    <Card
      size="small"
      title="耗材"
      extra={
        <Switch
          aria-label="有耗材"
          checked={consumable !== null}
          disabled={!mayEdit}
          onChange={(has) => change({ consumable: has ? asBegun : null })}
        />
      }
    >
      {consumable === null ? (
        <span className="quiet">这件商品没有会用完的部分，不做补充提醒</span>
      ) : (
        <>
          <div className="product-fields">
            <Field label="要补充的商品" fault={faults.get('consumable.sku')}>
              <ProductChoice
                label="要补充的商品"
                value={consumable.sku === null ? [] : [consumable.sku]}
                linked={linked}
                own={edited.sku}
                most={1}
                placeholder="就是这件商品本身"
                disabled={!mayEdit}
                onChange={(skus) => set({ sku: skus.at(-1) ?? null })}
              />
            </Field>
            <Field label="周期" fault={faults.get('consumable.cycleDays')}>
              <InputNumber
                aria-label="周期"
                value={consumable.cycleDays}
                min={1}
                max={longestDay}
                precision={0}
                suffix="天"
                disabled={!mayEdit}
                onChange={(days) => set({ cycleDays: Number(days ?? 1) })}
              />
            </Field>
            <Field label="提前" fault={faults.get('consumable.leadDays')}>
              <InputNumber
                aria-label="提前"
                value={consumable.leadDays}
                min={0}
                max={longestDay}
                precision={0}
                suffix="天"
                disabled={!mayEdit}
                onChange={(days) => set({ leadDays: Number(days ?? 0) })}
              />
            </Field>
          </div>
          <Reminder edited={edited} />
        </>
      )}
    </Card>
  );
}

/** The next reminder of what is delivered today. */
function Reminder({ edited }: Pick<EditorPart, 'edited'>) {
  const { data } = usePreview(edited.sku, draftOf(edited), { quantity: 1 });
  const reminder = data?.coming.find(({ play }) => play === 'replenish');
  if (!edited.rhythmOn) return <span className="quiet">节奏已停用，不会提醒</span>;
  if (!reminder) return <span className="quiet">&nbsp;</span>;
  return (
    <span className="quiet" data-testid="consumable-reminder">
      今天签收的客户，{reminder.firstOn} 起提醒补充；复购几次后按客户自己的间隔
    </span>
  );
}
