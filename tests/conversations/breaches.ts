import type { LibraryItem } from '../../src/features/replies/library';
import type { Suggestion } from '../../src/features/replies/suggestions';
import type { Case } from './cases';

/** Written apart from the guards, so that a hole in them shows. */
const claim =
  /[\d一二三四五六七八九十百千两]+ ?(?:元|块|折|%|天|小时|个?月|年|日|号|点)|[¥￥$]\d+|https?:\S+|www\.\S+|保证|承诺|包退|包换|免费/gu;
const selling = /优惠|折扣|打折|特价|促销|下单(?!的)|购买|抢购|红包|优惠券|满减|新品|上新|爆款|价格/u;
const noSelling = ['complaint', 'opt-out', 'life-worry'];

/** What a suggestion says that it may not, by the labels of the case; in words. */
export function guardBreaches(
  expected: Case,
  suggestions: readonly Suggestion[],
  items: readonly LibraryItem[],
): string[] {
  return suggestions.flatMap(({ text, source }) => {
    const item = items.find(({ id }) => id === source.id);
    const unfounded = [...text.matchAll(claim)].map(([said]) => said).filter((said) => !item?.body.includes(said));
    const sells = noSelling.includes(expected.intents[0]!) && selling.test(text);
    return [
      ...unfounded.map((said) => `${expected.id}: ${source.id} claims ${said}`),
      ...(sells ? [`${expected.id}: ${source.id} sells`] : []),
    ];
  });
}
