import { addDays } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import { type Festival, type FestivalRule, festivalsBetween } from '../../kernel/festivals';
import { newId } from '../../kernel/ids';
import type { CivilDay, Clock } from '../../kernel/ports';
import { calendarTexts } from './texts';

/** Who edits, as the audit names them. */
interface Actor {
  id: string;
  name: string;
  address: string;
}

/** Where the list of festivals is kept, checked, versioned and written down: SettingsBook. */
interface FestivalSettings {
  change(actor: Actor, name: 'festivals', change: { basedOn: number; value: unknown; note: string }): Promise<number>;
}

/** What holds now: LiveSettings. */
interface LiveFestivals {
  readonly festivals: readonly Festival[];
  readonly shipped: { readonly festivals: readonly Festival[] };
  versionOf(name: 'festivals'): number;
  refresh(): Promise<void>;
}

export interface OwnFestivalDraft {
  name: string;
  rule: FestivalRule;
  class: Festival['class'];
  leadDays: number | null;
  greeting: string | null;
  angle: string;
}

/** 节日: which the shop keeps, how long ahead it speaks of them, and those of its own. */
export class FestivalDesk {
  constructor(private readonly options: { book: FestivalSettings; live: LiveFestivals; clock: Clock }) {}

  /** Every festival with the next of its days. */
  async list(today: CivilDay) {
    await this.options.live.refresh();
    const { live } = this.options;
    const coming = festivalsBetween(live.festivals, today, addDays(today, 800));
    const shipped = new Set(live.shipped.festivals.map(({ key }) => key));
    const festivals = live.festivals.map((festival) => ({
      festival,
      own: !shipped.has(festival.key),
      fixed: festival.class === 'solemn',
      nextOn: coming.find(({ key }) => key === festival.key)?.day ?? null,
    }));
    return { version: live.versionOf('festivals'), festivals };
  }

  /**
   * On or off, and how long ahead.
   *
   * @throws CareError `no_festival` 404, and what SettingsBook refuses: `stale_settings` 409 with `current`, mourning
   */
  async set(
    actor: Actor,
    key: string,
    { basedOn, on, leadDays }: { basedOn: number; on?: boolean; leadDays?: number | null },
  ) {
    const { name } = this.find(key);
    const note = [
      ...(on === undefined ? [] : [calendarTexts.festivalOn(name, on)]),
      ...(leadDays === undefined ? [] : [calendarTexts.festivalLead(name, leadDays)]),
    ].join('；');
    const part = { ...(on === undefined ? {} : { on }), ...(leadDays === undefined ? {} : { leadDays }) };
    const edited = (each: Festival) => {
      // A lead that is longer than the admin's own planning would begin before it.
      const planDays = leadDays && each.planDays !== null && each.planDays < leadDays ? leadDays : each.planDays;
      return { ...each, ...part, planDays };
    };
    return this.write(actor, basedOn, note, (list) => list.map((each) => (each.key === key ? edited(each) : each)));
  }

  /** @throws CareError `bad_festivals` where the rule has no day */
  async add(actor: Actor, basedOn: number, draft: OwnFestivalDraft): Promise<{ version: number; key: string }> {
    const key = `own-${newId(this.options.clock.now()).slice(4, 24)}`;
    const note = calendarTexts.festivalAdded(draft.name);
    const version = await this.write(actor, basedOn, note, (list) => [...list, { ...draft, key }]);
    return { version, key };
  }

  /** @throws CareError `no_festival` 404, `shipped_festival` 422 */
  async remove(actor: Actor, key: string, basedOn: number): Promise<number> {
    const { name } = this.find(key);
    const isShipped = this.options.live.shipped.festivals.some((each) => each.key === key);
    if (isShipped) throw new CareError('shipped_festival', calendarTexts.shippedStays(name), { status: 422 });
    return this.write(actor, basedOn, calendarTexts.festivalRemoved(name), (list) =>
      list.filter((each) => each.key !== key),
    );
  }

  private find(key: string): Festival {
    const found = this.options.live.festivals.find((each) => each.key === key);
    if (!found) throw new CareError('no_festival', calendarTexts.noFestival(key), { status: 404 });
    return found;
  }

  private write(
    actor: Actor,
    basedOn: number,
    note: string,
    edit: (list: readonly Festival[]) => unknown[],
  ): Promise<number> {
    const value = edit(this.options.live.festivals);
    return this.options.book.change(actor, 'festivals', { basedOn, value, note });
  }
}
