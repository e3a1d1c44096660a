/** Why a touch waits or never goes, with the occasion that it is about: without it two festivals read alike. */
export function withOccasion(why: string, occasionWhy: string): string {
  return occasionWhy === '' ? why : `${why}（由头：${occasionWhy}）`;
}
