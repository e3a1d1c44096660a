import type { ProductDraft, ProductView } from '../../../contract/console/products';
import { BothSides } from '../../ui/both-sides';
import { clockTextIn } from '../../ui/shop-time';
import { useSession } from '../session';
import { draftOfView } from './product-state';
import { fieldNames, fieldText } from './product-words';

interface Props {
  mine: ProductDraft;
  theirs: ProductView;
  onMine: () => void;
  onTheirs: () => void;
}

/** A product that somebody else saved meanwhile. */
export function StaleNotice({ mine, theirs, onMine, onTheirs }: Props) {
  const clockText = clockTextIn(useSession().shop.zone);
  const other = draftOfView(theirs);
  // The table names every field of a draft.
  const fields = Object.keys(fieldNames) as (keyof ProductDraft)[];
  const rows = fields
    .map((name) => ({ name: fieldNames[name], theirs: fieldText(name, other), mine: fieldText(name, mine) }))
    .filter((row) => row.theirs !== row.mine);
  const title = `这件商品在 ${clockText(theirs.updatedAt)} 被改过，你的修改还没有保存`;
  return <BothSides title={title} rows={rows} onMine={onMine} onTheirs={onTheirs} />;
}
