import type { DataSource, EntityManager } from 'typeorm';
import { maskMobile } from '../../kernel/mobile';
import type { Vault } from '../../kernel/ports';
import { Customer } from '../../model/customer';
import { CustomerMobile } from '../../model/customer-mobile';
import type { AddedDate } from './date-book';
import { nameOfDate, type NewDate, textOfDate } from './date-rules';
import { type Asker, byOf, conflict, type DeskChanges } from './desk-changes';
import { deskDeeds, deskTexts } from './desk-texts';
import { type CustomerProfile, viewOfDate } from './profile-views';
import type { Profiles } from './profiles';
import { seenCustomer, type Sees } from './seen-customer';

interface Options {
  dataSource: DataSource;
  vault: Vault;
  profiles: Profiles;
  changes: DeskChanges;
}

/** A profile with what only the console shows of it. */
export interface DeskProfile extends CustomerProfile {
  /** 138****1234. */
  mobiles: string[];
  /** Another one: somebody wrote meanwhile. */
  noteRevision: string;
  referrerName: string;
}

type TypedDate = Omit<NewDate, 'confirmed' | 'source' | 'consent'>;

/** 客户档案 at the console: read and changed by one who sees the customer, and every change written down. */
export class ProfileDesk {
  constructor(private readonly options: Options) {}

  /** @throws CareError `unknown_customer` 404, also for one who is not the asker's to see */
  async look(externalUserId: string, sees: Sees): Promise<void> {
    await seenCustomer(this.options.dataSource.manager, externalUserId, sees);
  }

  async read(externalUserId: string, sees: Sees): Promise<DeskProfile> {
    const { dataSource, profiles } = this.options;
    const { manager } = dataSource;
    await seenCustomer(manager, externalUserId, sees);
    const profile = await profiles.getProfile(externalUserId);
    const { referrerExternalUserId: referrer } = profile.customer;
    return {
      ...profile,
      mobiles: (await this.mobilesOf(manager, externalUserId)).map(maskMobile),
      noteRevision: this.revisionOf(profile.note),
      referrerName: referrer ? ((await manager.findOneBy(Customer, { externalUserId: referrer }))?.name ?? '') : '',
    };
  }

  /** The numbers in clear; that somebody looked is written down first. */
  async unmask(asker: Asker, externalUserId: string): Promise<string[]> {
    let mobiles: string[] = [];
    await this.options.changes.make(asker, externalUserId, async (manager) => {
      mobiles = await this.mobilesOf(manager, externalUserId);
      return deskDeeds.unmasked;
    });
    return mobiles;
  }

  /** @throws CareError `stale_edit` 409 with `current` */
  saveNote(asker: Asker, externalUserId: string, note: { text: string; revision: string }): Promise<void> {
    const { vault, profiles } = this.options;
    return this.options.changes.make(asker, externalUserId, async (manager, { sealedNote }) => {
      const text = sealedNote === null ? '' : vault.open(sealedNote);
      const revision = this.revisionOf(text);
      if (revision !== note.revision) throw conflict('stale_edit', deskTexts.staleNote, { text, revision });
      const end = await profiles.setNote(externalUserId, note.text, { by: byOf(asker) }, manager);
      // What notes say stays out of the audit.
      const sizes = { before: { characters: text.length }, after: { characters: note.text.length } };
      return end === 'unchanged' ? null : { ...deskDeeds.noteSaved, ...sizes };
    });
  }

  /** @throws CareError `date_conflict` 409 with `current`, where the same person has another such day */
  addDate(asker: Asker, externalUserId: string, { replace, ...date }: TypedDate & { replace: boolean }): Promise<void> {
    return this.options.changes.make(asker, externalUserId, async (manager) => {
      const wanted = { ...date, confirmed: true, source: byOf(asker), replace };
      const added = settled(await this.options.profiles.addDate(externalUserId, wanted, manager));
      return added.kind === 'unchanged' ? null : deskDeeds.dateAdded(nameOfDate(added.date));
    });
  }

  /** @throws CareError `stale_edit` or `date_conflict` 409 with `current` */
  saveDate(
    asker: Asker,
    externalUserId: string,
    dateId: string,
    { revision, ...date }: TypedDate & { revision: number },
  ): Promise<void> {
    return this.options.changes.make(asker, externalUserId, async (manager) => {
      const wanted = { ...date, confirmed: true, source: byOf(asker) };
      const saved = await this.options.profiles.editDate(externalUserId, dateId, wanted, revision, manager);
      if (saved.kind === 'stale') throw conflict('stale_edit', deskTexts.staleDate, viewOfDate(saved.existing));
      return deskDeeds.dateSaved(nameOfDate(settled(saved).date));
    });
  }

  /** @param replace what stands against it goes @throws CareError `date_conflict` 409 with `current` */
  confirmDate(asker: Asker, externalUserId: string, dateId: string, replace: boolean): Promise<void> {
    const { profiles } = this.options;
    return this.options.changes.make(asker, externalUserId, async (manager) => {
      const confirm = () => profiles.confirmDate(externalUserId, dateId, byOf(asker), manager);
      let end = await confirm();
      if (end.kind === 'conflict' && replace) {
        await profiles.removeDate(externalUserId, end.existing.id, manager);
        end = await confirm();
      }
      const { kind, date } = settled(end);
      return kind === 'unchanged' ? null : deskDeeds.dateConfirmed(nameOfDate(date));
    });
  }

  removeDate(asker: Asker, externalUserId: string, dateId: string): Promise<void> {
    return this.options.changes.make(asker, externalUserId, async (manager) => {
      const removed = await this.options.profiles.removeDate(externalUserId, dateId, manager);
      return deskDeeds.dateRemoved(nameOfDate(removed));
    });
  }

  private async mobilesOf(manager: EntityManager, externalUserId: string): Promise<string[]> {
    const rows = await manager.find(CustomerMobile, { where: { externalUserId }, order: { mobileHash: 'ASC' } });
    return rows.map(({ sealedMobile }) => this.options.vault.open(sealedMobile));
  }

  private revisionOf(note: string): string {
    return this.options.vault.fingerprint(note).slice(0, 16);
  }
}

function settled(end: AddedDate): Exclude<AddedDate, { kind: 'conflict' }> {
  if (end.kind !== 'conflict') return end;
  const { existing } = end;
  const message = deskTexts.dateConflict(nameOfDate(existing), textOfDate(existing));
  throw conflict('date_conflict', message, viewOfDate(existing));
}
