import { Alert, Button, Flex } from 'antd';
import type { ProductDraft, ProductView } from '../../../contract/console/products';
import { clockTextIn } from '../../ui/shop-time';
import { useSession } from '../session';
import { draftOfView } from './product-state';
import { fieldNames, fieldText } from './product-words';

/** Somebody saved meanwhile: both sides, where they differ, and the choice. */
export function StaleNotice({
  mine,
  theirs,
  onMine,
  onTheirs,
}: {
  mine: ProductDraft;
  theirs: ProductView;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const clockText = clockTextIn(useSession().shop.zone);
  const other = draftOfView(theirs);
  // The table names every field of a draft.
  const fields = (Object.keys(fieldNames) as (keyof ProductDraft)[]).filter(
    (name) => fieldText(name, mine) !== fieldText(name, other),
  );
  return (
    <Alert
      type="warning"
      className="stale-notice"
      showIcon
      role="alert"
      title={`这件商品在 ${clockText(theirs.updatedAt)} 被改过，你的修改还没有保存`}
      description={
        <>
          <table>
            <thead>
              <tr>
                <th scope="col">不同之处</th>
                <th scope="col">现在保存着的</th>
                <th scope="col">你的修改</th>
              </tr>
            </thead>
            <tbody>
              {fields.map((name) => (
                <tr key={name}>
                  <th scope="row">{fieldNames[name]}</th>
                  <td>{fieldText(name, other)}</td>
                  <td>{fieldText(name, mine)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Flex gap={8} wrap>
            <Button onClick={onTheirs}>放弃我的，用现在保存着的</Button>
            <Button type="primary" onClick={onMine}>
              用我的覆盖
            </Button>
          </Flex>
        </>
      }
    />
  );
}
