import { type ConsoleTouch, type MassSendProgress, proofBeyond, touchEndpoints } from '../../contract/console/touches';
import type { Actor, AuditTrail } from '../../features/access/audit-trail';
import { isInScope, type Principal, type Scope, type Sessions } from '../../features/access/sessions';
import { accessTexts } from '../../features/access/texts';
import type { TaskDesk } from '../../features/outreach/task-desk';
import type { DeskAnswer, DeskRequest, TouchDesk } from '../../features/outreach/touch-desk';
import type { Explanation } from '../../features/planning/explain';
import type { People } from '../../features/reports/people';
import type { Rehearsals } from '../../features/reports/rehearsals';
import { occasionWords } from '../../features/reports/reports-texts';
import type { RepScope } from '../../features/reports/scope-sql';
import type { Progress, TaskProgress } from '../../features/reports/task-progress';
import type { TouchDays } from '../../features/reports/touch-days';
import type { ListedTouch, TouchList } from '../../features/reports/touch-list';
import { CareError } from '../../kernel/errors';
import { playTitle } from '../../kernel/play-titles';
import type { CivilDay, Clock, Instant } from '../../kernel/ports';
import { touchStateTitles } from '../../kernel/touch-state-titles';
import type { Touch } from '../../model/touch';
import { type ConsoleResource, resource } from './routes';

export interface TouchRouteParts {
  clock: Clock;
  audit: AuditTrail;
  sessions: Sessions;
  touchDays: TouchDays;
  touchList: TouchList;
  taskProgress: TaskProgress;
  people: People;
  rehearsals: Rehearsals;
  touchDesk: TouchDesk;
  taskDesk: TaskDesk;
  planner: { explain(externalUserId: string, day: CivilDay): Promise<Explanation | null> };
}

interface DecisionRequest {
  body: { touches: DeskRequest['touches']; reason: string };
  principal: Principal;
  actor: Actor;
}
const verbs = { held: '暂缓', cancelled: '取消', released: '放行' } as const;

/** 推送: a day's touches with their why, what people decide of them, reps' tasks, and what a day would bring. */
export function touchRoutes(parts: TouchRouteParts): ConsoleResource {
  const { clock, touchDays, touchList, taskProgress, people, rehearsals, touchDesk, taskDesk } = parts;
  const now = () => iso(clock.now());
  const decide = async (
    verb: keyof typeof verbs,
    { body, principal, actor }: DecisionRequest,
    act: (request: DeskRequest) => Promise<DeskAnswer[]>,
  ) => {
    if (body.touches.length > proofBeyond && !parts.sessions.isFresh(principal)) {
      throw new CareError('proof_needed', accessTexts.proveFirst, { status: 403 });
    }
    const answers = await act({
      ...body,
      memberName: principal.member.name,
      sees: (repUserId) => isInScope(principal.scope, repUserId),
      record: (manager, moved) => parts.audit.record(actor, deedOf(verb, moved, body.reason), manager),
    });
    return { done: answers.filter(({ outcome }) => outcome === 'done').length, answers };
  };
  const taskRequest = (massSendId: string, principal: Principal, actor: Actor, verb: string, reason = '') => ({
    massSendId,
    reason,
    memberName: principal.member.name,
    sees: (repUserId: string | null) => isInScope(principal.scope, repUserId),
    record: (...[massSend, moved, manager]: Parameters<Parameters<TaskDesk['remind']>[0]['record']>) =>
      parts.audit.record(
        actor,
        {
          action: `mass_send.${verb}`,
          subject: `mass-send:${massSend.id}`,
          summary: verb === 'reminded' ? '提醒导购确认群发' : `取消群发任务（${moved.length} 位客户）：${reason}`,
          after: { repUserId: massSend.repUserId, customers: moved.length },
        },
        manager,
      ),
  });

  return resource(touchEndpoints, {
    listTouchDays: async ({ query, principal }) => ({
      days: await touchDays.strip(query.from, query.days, repsOf(principal.scope)),
      countedAt: now(),
    }),
    countTouches: async ({ query, principal }) => ({
      ...(await touchDays.counts(query, repsOf(principal.scope))),
      countedAt: now(),
    }),
    rehearseDay: async ({ query, principal }) => {
      const told = await rehearsals.run(query, repsOf(principal.scope));
      return { ...told, lines: told.lines.map(lineView), note: noteOf(told), madeAt: now() };
    },
    explainDay: async ({ query: { day, externalUserId }, principal }) => {
      const customer = await people.customer(externalUserId, repsOf(principal.scope));
      const explanation = customer && (await parts.planner.explain(externalUserId, day));
      if (!explanation || !customer)
        throw new CareError('not_found', '没有这位客户，或不在你的范围内', { status: 404 });
      return { customer, day, plays: explanation.plays.map(explainedView) };
    },
    findTouchPeople: async ({ query: { kind, name }, principal }) => {
      const reps = repsOf(principal.scope);
      return { people: kind === 'rep' ? await people.reps(name, reps) : await people.customers(name, reps) };
    },
    pageTouches: async ({ query, principal }) => {
      const page = await touchList.page(query, repsOf(principal.scope));
      return { ...page, touches: page.touches.map(touchView) };
    },
    readTouch: async ({ params, principal }) =>
      touchView(await touchList.one(params.id, (repUserId) => isInScope(principal.scope, repUserId))),
    holdTouches: (request) => decide('held', request, (wanted) => touchDesk.hold(wanted)),
    cancelTouches: (request) => decide('cancelled', request, (wanted) => touchDesk.cancel(wanted)),
    releaseTouches: (request) => decide('released', request, (wanted) => touchDesk.release(wanted)),
    pageMassSends: async ({ query: { open, ...query }, principal }) => {
      const page = await taskProgress.page({ ...query, openOnly: open === 'true' }, repsOf(principal.scope));
      return { ...page, massSends: page.massSends.map(progressView), countedAt: now() };
    },
    remindMassSend: ({ params, principal, actor }) =>
      taskDesk.remind(taskRequest(params.id, principal, actor, 'reminded')),
    cancelMassSend: ({ params, body, principal, actor }) =>
      taskDesk.cancel(taskRequest(params.id, principal, actor, 'cancelled', body.reason)),
  });
}

function repsOf(scope: Scope): RepScope {
  return scope.kind === 'all' ? null : scope.repUserIds;
}

function deedOf(verb: keyof typeof verbs, moved: readonly Touch[], reason: string) {
  const [first] = moved;
  const what = moved.length === 1 && first ? `「${playTitle(first.play)}」触达` : `${moved.length} 条触达`;
  return {
    action: `touch.${verb}`,
    subject: moved.length === 1 && first ? `touch:${first.id}` : 'touches',
    summary: `${verbs[verb]}${what}：${reason}`,
    before: moved.map(({ id, externalUserId, state, why }) => ({ id, externalUserId, state, why })),
    after: { decision: verb, reason },
  };
}

function touchView({ touch, customerName, repName }: ListedTouch): ConsoleTouch {
  const { id, play, commercial, path, dueOn, state, reason, why, template, text } = touch;
  return {
    ...{ id, play, commercial, path, dueOn, state, reason, why, template, text },
    customer: { id: touch.externalUserId, name: customerName },
    rep: touch.repUserId === null ? null : { id: touch.repUserId, name: repName },
    playTitle: playTitle(play),
    stateTitle: touchStateTitles[state],
    occasion: occasionWords(touch),
    notBefore: iso(touch.notBefore),
    notAfter: iso(touch.notAfter),
    offeredAt: isoOrNull(touch.offeredAt),
    sentAt: isoOrNull(touch.sentAt),
    updatedAt: iso(touch.updatedAt),
    inTask: touch.massSendId !== null,
  };
}

function progressView({ massSend, repName, lastRemindedAt, ...progress }: Progress): MassSendProgress {
  const { id, repUserId, text, state, intendedAt, notAfter, fault } = massSend;
  return {
    ...progress,
    ...{ id, text, state, fault },
    rep: { id: repUserId, name: repName },
    madeAt: iso(intendedAt),
    notAfter: iso(notAfter),
    lastRemindedAt: isoOrNull(lastRemindedAt),
  };
}

function lineView({ touch, customerName }: { touch: Touch; customerName: string }) {
  const { externalUserId, repUserId, play, state, why, text } = touch;
  return {
    ...{ repUserId, play, state, why, text },
    customer: { id: externalUserId, name: customerName },
    playTitle: playTitle(play),
    stateTitle: touchStateTitles[state],
    occasion: occasionWords(touch),
  };
}

function noteOf({
  of,
  isSample,
  customers,
}: {
  of: 'customer' | 'rep' | 'shop';
  isSample: boolean;
  customers: number;
}) {
  if (isSample) return `客户较多，只试算了前 ${customers} 位，用来看比例；可选一位导购看全部`;
  if (of === 'customer') return '只看这一位客户，没有计入导购当天是否已满';
  return of === 'rep' ? '这位导购的全部客户' : '范围内的全部客户';
}

function explainedView({ play, title, due, why, occasions }: Explanation['plays'][number]) {
  const rank = ['plan', 'known', 'hold', 'refuse'] as const;
  const decision = rank.find((each) => occasions.some((occasion) => occasion.decision === each));
  return { play, title, why, decision: due && decision ? decision : ('none' as const) };
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : iso(at);
}
