import { type Asker, byOf, conflict, type DeskChanges } from './desk-changes';
import { deskDeeds, deskTexts } from './desk-texts';
import type { Profiles } from './profiles';

/** 退订 and 待处理问题 at the console. */
export class StopDesk {
  constructor(private readonly options: { profiles: Profiles; changes: DeskChanges }) {}

  optOut(asker: Asker, externalUserId: string, reason: string): Promise<void> {
    return this.options.changes.make(asker, externalUserId, async (manager) => {
      const order = { reason, by: byOf(asker) };
      const { kind } = await this.options.profiles.optOut(externalUserId, order, manager);
      return kind === 'unchanged' ? null : { ...deskDeeds.optedOut(reason), after: { reason } };
    });
  }

  optIn(asker: Asker, externalUserId: string, reason: string): Promise<void> {
    return this.options.changes.make(asker, externalUserId, async (manager, { optedOutAt, optOutReason, optOutBy }) => {
      const order = { reason, by: byOf(asker) };
      const { kind } = await this.options.profiles.optIn(externalUserId, order, manager);
      if (kind === 'unchanged') return null;
      return {
        ...deskDeeds.optedIn(reason),
        before: { optedOutAt, optOutReason, optOutBy },
        after: { reason },
      };
    });
  }

  /** @throws CareError `problem_open` 409, where there is one already */
  openProblem(asker: Asker, externalUserId: string, problem: string): Promise<void> {
    return this.options.changes.make(asker, externalUserId, async (manager, customer) => {
      if (customer.problemOpenedAt !== null) {
        throw conflict('problem_open', deskTexts.problemIsOpen(customer.problem ?? ''), { text: customer.problem });
      }
      await this.options.profiles.openProblem(externalUserId, { problem, by: byOf(asker) }, manager);
      return { ...deskDeeds.problemOpened(problem), after: { problem } };
    });
  }

  /** @param openedAt which one is meant @throws CareError `stale_edit` 409, where it is another one by now */
  closeProblem(asker: Asker, externalUserId: string, openedAt: number): Promise<void> {
    return this.options.changes.make(asker, externalUserId, async (manager, { problem, problemOpenedAt }) => {
      if (problemOpenedAt !== openedAt) throw conflict('stale_edit', deskTexts.otherProblem, { text: problem });
      await this.options.profiles.closeProblem(externalUserId, { by: byOf(asker) }, manager);
      return { ...deskDeeds.problemClosed(problem ?? ''), before: { problem } };
    });
  }
}
