import { CareError, type Fault } from '../../kernel/errors';
import { type Festival, parseFestivals } from '../../kernel/festivals';
import { isSame } from './is-same';
import { settingsTexts } from './texts';

/**
 * Reads a list of festivals as an admin sends it: those that were shipped may be switched off and changed, never
 * removed; days of mourning stand as they are.
 *
 * @param shipped of config/festivals.yaml
 * @throws CareError `bad_festivals` or `bad_settings` naming every fault
 */
export function checkFestivals(value: unknown, shipped: readonly Festival[]): Festival[] {
  const festivals = parseFestivals(value);
  const faults = shipped.flatMap((own): Fault[] => {
    const index = festivals.findIndex(({ key }) => key === own.key);
    const given = festivals[index];
    if (!given) return [{ path: own.key, message: settingsTexts.keyStays(own.name) }];
    return mayBecome(own, given) ? [] : [{ path: String(index), message: settingsTexts.solemnStays(own.name) }];
  });
  if (faults.length > 0) throw new CareError('bad_settings', settingsTexts.invalid, { status: 422, faults });
  return festivals;
}

/** Mourning is the law's; which days a government declares is for the shop to write down. */
function mayBecome(own: Festival, given: Festival): boolean {
  if (own.class !== 'solemn') return true;
  const isDeclared = own.rule.kind === 'declared' && given.rule.kind === 'declared';
  const allowed = isDeclared ? { ...own, rule: given.rule } : own;
  return isSame(given, allowed);
}
