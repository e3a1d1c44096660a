import type { TemplateDraft } from '../../model/template-draft';
import type { TemplateVersion } from '../../model/template-version';
import { CareError } from '../../kernel/errors';
import { deskTexts } from './desk-texts';
import { examine, type ReadyTemplate } from './examine';

/** A request stands while the audience has grown by no more than this share, or by some in a small shop. */
const grownShare = 0.1;
const grownSome = 5;

export function hasOutgrown(then: number, now: number): boolean {
  return now > then + Math.max(grownSome, then * grownShare);
}

export function audienceChanged(then: number, now: number): CareError {
  const more = { then, now };
  return new CareError('audience_changed', deskTexts.audienceChanged(then, now), { status: 409, more });
}

/** Names those who could approve it; where there is nobody, says how to come by somebody. */
export function ownApproval(
  { authorIds }: TemplateDraft,
  approvers: readonly { id: string; name: string }[],
): CareError {
  const names = approvers.filter(({ id }) => !authorIds.includes(id)).map(({ name }) => name);
  const words = names.length === 0 ? deskTexts.ownAlone : deskTexts.ownWithOthers(names.join('、'));
  return new CareError('own_approval', words, { status: 403 });
}

export function movedOn(current: TemplateVersion | null): CareError {
  const more = { current: current && { version: current.version, source: current.source } };
  return new CareError('moved_on', deskTexts.movedOn, { status: 409, more });
}

/** @throws CareError 422 with the faults, each in Chinese */
export function soundOf({ name, source }: { name: string; source: string }): ReadyTemplate {
  const { ready, faults } = examine(name, source);
  if (ready !== null) return ready;
  const told = faults.map(({ path, words }) => ({ path, message: words }));
  throw new CareError('faulty', deskTexts.faulty(faults.length), { status: 422, faults: told });
}
