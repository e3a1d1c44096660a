import { App, Button, Flex, Switch } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ProductView } from '../../../contract/console/products';
import { Refused } from '../../ui/ask';
import { PageHead } from '../../ui/page-head';
import { useMay } from '../session';
import { CarePreview } from './care-preview';
import { ConsumableFields } from './consumable-fields';
import { LeaveGuard } from './leave-guard';
import { LinkPicker } from './link-picker';
import { ProductFields } from './product-fields';
import {
  draftOf,
  type EditedProduct,
  editedOf,
  emptyProduct,
  type Faults,
  faultsOf,
  placeOfFault,
} from './product-state';
import { useSaveProduct } from './products-api';
import { RhythmEditor } from './rhythm-editor';
import { StaleNotice } from './stale-notice';

const noFaults: Faults = new Map();

/** The editor of one product; null: of a new one. */
export function ProductForm({ product }: { product: ProductView | null }) {
  const mayEdit = useMay('products.edit');
  const navigate = useNavigate();
  const { message } = App.useApp();
  const save = useSaveProduct();
  const [edited, setEdited] = useState<EditedProduct>(() => (product ? editedOf(product) : emptyProduct));
  const [faults, setFaults] = useState<Faults>(noFaults);
  const [current, setCurrent] = useState<ProductView | null>(null);
  const [saved, setSaved] = useState(JSON.stringify(edited));
  const isDirty = JSON.stringify(edited) !== saved;
  const change = (part: Partial<EditedProduct>) => {
    setEdited((before) => ({ ...before, ...part }));
    setFaults(noFaults);
  };

  const onRefused = (error: Error) => {
    if (error instanceof Refused && error.code === 'stale_edit') return setCurrent(error.more.current as ProductView); // of the contract
    const told = error instanceof Refused ? error.faults : [];
    setFaults(new Map(told.map(({ path, message: words }) => [placeOfFault(path, edited), words])));
    message.error(error.message);
  };
  const submit = (revision: number | null) => {
    const found = faultsOf(edited);
    setFaults(found);
    if (found.size > 0) return void message.error('有几处需要改正，见标出的地方');
    save.mutate(
      { sku: edited.sku.trim(), draft: draftOf(edited), revision },
      {
        onError: onRefused,
        onSuccess: (answer) => {
          setSaved(JSON.stringify(edited));
          setCurrent(null);
          message.success('已保存；到期的提醒会按新的节奏重新安排');
          if (product === null) void navigate(`/products/of/${encodeURIComponent(answer.sku)}`, { replace: true });
        },
      },
    );
  };
  const takeTheirs = (theirs: ProductView) => {
    setEdited(editedOf(theirs));
    setSaved(JSON.stringify(editedOf(theirs)));
    setCurrent(null);
  };
  const parts = { edited, change, faults, mayEdit };
  return (
    <>
      <LeaveGuard when={isDirty && !save.isPending && !save.isSuccess} />
      <Link to="/products">← 商品列表</Link>
      <PageHead
        title={product ? product.name : '新建商品'}
        actions={
          <Flex gap={12} align="center">
            <label className="rhythm-switch">
              <Switch
                checked={edited.rhythmOn}
                disabled={!mayEdit}
                onChange={(rhythmOn) => change({ rhythmOn })}
                aria-label="启用节奏"
              />
              {edited.rhythmOn ? '节奏启用中' : '节奏已停用，不会提醒客户'}
            </label>
            {mayEdit && (
              <Button
                type="primary"
                loading={save.isPending}
                disabled={!isDirty}
                onClick={() => submit(current?.revision ?? product?.revision ?? null)}
              >
                保存
              </Button>
            )}
          </Flex>
        }
      />
      {current && (
        <StaleNotice
          mine={draftOf(edited)}
          theirs={current}
          onTheirs={() => takeTheirs(current)}
          onMine={() => submit(current.revision)}
        />
      )}
      <div className="product-editor">
        <div className="product-parts">
          <ProductFields {...parts} isNew={product === null} />
          <RhythmEditor {...parts} />
          <ConsumableFields {...parts} linked={product?.linked ?? {}} />
          <LinkPicker {...parts} linked={product?.linked ?? {}} />
        </div>
        <CarePreview edited={edited} />
      </div>
    </>
  );
}
