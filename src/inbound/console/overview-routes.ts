import { overviewEndpoints } from '../../contract/console/overview';
import type { Scope } from '../../features/access/sessions';
import type { AttentionList } from '../../features/reports/attention';
import { followDays } from '../../features/reports/care-effect';
import { judgeEffect } from '../../features/reports/effect-verdict';
import type { Figures, FiguresTold } from '../../features/reports/figures';
import type { Health, HealthReport } from '../../features/reports/health';
import { attentionTexts } from '../../features/reports/overview-texts';
import type { RepScope } from '../../features/reports/scope-sql';
import type { TouchDays } from '../../features/reports/touch-days';
import { civilDay } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import type { Clock, Instant } from '../../kernel/ports';
import { type ConsoleResource, resource } from './routes';

export interface OverviewRouteParts {
  clock: Clock;
  zone: string;
  settings: Pick<CareSettings, 'effect'>;
  touchDays: TouchDays;
  attention: AttentionList;
  figures: Figures;
  health: HealthReport;
}

const mostReps = 5;

/** 总览: today's work and what needs a person, the figures counted last, and how the system is. */
export function overviewRoutes(parts: OverviewRouteParts): ConsoleResource {
  const { clock, zone, settings, touchDays, attention, figures, health } = parts;
  return resource(overviewEndpoints, {
    readOverview: async ({ principal }) => {
      const reps = repsOf(principal.scope);
      const day = civilDay(clock.now(), zone);
      const { states } = await touchDays.counts({ day }, reps);
      const needs = await attention.read(day, reps);
      return {
        day,
        states,
        waitingReps: await touchDays.reps(day, ['offered'], reps, mostReps),
        attention: needs.map((each) => ({ ...each, ...attentionTexts[each.key] })),
        countedAt: iso(clock.now()),
      };
    },
    readFigures: async ({ principal }) => {
      const told = await figures.read(repsOf(principal.scope));
      return { figures: told && figuresView(told, settings.effect.holdoutPercent) };
    },
    readHealth: async ({ principal }) => ({
      health: principal.scope.kind === 'all' ? healthView(await health.read(), clock.now()) : null,
    }),
  });
}

function figuresView({ effect, countedAt, ...told }: FiguresTold, holdoutPercent: number) {
  const { groups, ...span } = effect;
  return {
    ...told,
    effect: { ...span, followDays, holdoutPercent, ...groups, ...judgeEffect(groups, holdoutPercent) },
    countedAt: iso(countedAt),
  };
}

function healthView({ callbacks, usage, errors }: Health, now: Instant) {
  return {
    callbacks: {
      ...callbacks,
      lastReceivedAt: isoOrNull(callbacks.lastReceivedAt),
      oldestWaitingAt: isoOrNull(callbacks.oldestWaitingAt),
    },
    usage: usage.map(({ limits, ...used }) => ({ ...used, ...limits })),
    errors: errors.map((error) => ({ ...error, at: iso(error.at) })),
    readAt: iso(now),
  };
}

function repsOf(scope: Scope): RepScope {
  return scope.kind === 'all' ? null : scope.repUserIds;
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : iso(at);
}
