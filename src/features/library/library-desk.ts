import { isDeepStrictEqual } from 'node:util';
import type { DataSource, EntityManager } from 'typeorm';
import { CareError, type Fault } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import type { Clock } from '../../kernel/ports';
import { LibraryEntry } from '../../model/library-entry';
import { nextChange } from './change-counter';
import { isVisible, type LibraryMember, mayChange } from './library-member';
import type { LiveLibrary } from './live-library';
import type { LibraryActor, LibraryAudit, TextCheck } from './needs';
import { libraryTexts } from './texts';

/** What is written of an entry; a passage keeps its document. */
export type LibraryEdit = Pick<
  LibraryEntry,
  'title' | 'text' | 'questions' | 'intents' | 'products' | 'replyKind' | 'play' | 'folder' | 'scope' | 'owner' | 'off'
>;

/** Who writes: as the audit names them, and what is theirs. */
export interface Editor {
  actor: LibraryActor;
  member: LibraryMember;
}

/** 话术库 at the console: entries are read, written and taken away, each by those whose it is. */
export class LibraryDesk {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      clock: Clock;
      audit: LibraryAudit;
      live: LiveLibrary;
      checkText: TextCheck;
    },
  ) {}

  /** @throws CareError `no_entry` 404, also for what is not theirs to see */
  async read(member: LibraryMember, id: string): Promise<LibraryEntry> {
    const entry = await this.options.dataSource.getRepository(LibraryEntry).findOneBy({ id });
    if (entry && entry.removedAt === null && isVisible(entry, member.viewer)) return entry;
    throw new CareError('no_entry', libraryTexts.noEntry, { status: 404 });
  }

  /** @throws CareError `not_yours` 403, `library_words` 422 naming each fault */
  async create(editor: Editor, kind: 'script' | 'answer', edit: LibraryEdit): Promise<LibraryEntry> {
    this.check(editor.member, edit);
    const now = this.options.clock.now();
    const entry = {
      ...edit,
      id: newId(now),
      kind,
      documentId: null,
      place: 0,
      editorName: editor.actor.name,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
    };
    await this.write(async (manager, changeNo) => {
      // TypeORM's deep partial does not know what is kept as JSON.
      await manager.insert(LibraryEntry, { ...entry, changeNo } as object);
      await this.tell(manager, editor, 'created', entry, { after: edit });
    });
    return this.read(editor.member, entry.id);
  }

  /**
   * Keeps an edit that was made on the version `revision`; `isStale`: somebody saved meanwhile, and theirs stays.
   *
   * @throws CareError `no_entry` 404, `not_yours` 403, `library_words` 422
   */
  async save(
    editor: Editor,
    id: string,
    edit: LibraryEdit,
    revision: number,
  ): Promise<{ entry: LibraryEntry; isStale: boolean }> {
    const before = await this.read(editor.member, id);
    this.refuseOthers(editor.member, before);
    this.check(editor.member, edit);
    if (before.updatedAt === revision && isDeepStrictEqual(editOf(before), edit)) {
      return { entry: before, isStale: false };
    }
    const set = { ...edit, editorName: editor.actor.name, updatedAt: this.rise(before) };
    const isKept = await this.change(editor, before, revision, set, 'saved');
    return { entry: await this.read(editor.member, id), isStale: !isKept };
  }

  /** @returns the newer version, where somebody saved meanwhile; null: it is gone */
  async remove(editor: Editor, id: string, revision: number): Promise<LibraryEntry | null> {
    const before = await this.read(editor.member, id);
    this.refuseOthers(editor.member, before);
    const at = this.rise(before);
    const set = { editorName: editor.actor.name, updatedAt: at, removedAt: at };
    const isGone = await this.change(editor, before, revision, set, 'removed');
    return isGone ? null : this.read(editor.member, id);
  }

  private async change(
    editor: Editor,
    before: LibraryEntry,
    revision: number,
    set: Partial<LibraryEntry>,
    deed: 'saved' | 'removed',
  ): Promise<boolean> {
    return this.write(async (manager, changeNo) => {
      const at = { id: before.id, updatedAt: revision };
      const { affected } = await manager.update(LibraryEntry, at, { ...set, changeNo } as object);
      if (affected !== 1) return false;
      const after = deed === 'removed' ? undefined : editOf({ ...before, ...set });
      await this.tell(manager, editor, deed, { ...before, ...set }, { before: editOf(before), after });
      return true;
    });
  }

  private async write<T>(work: (manager: EntityManager, changeNo: number) => Promise<T>): Promise<T> {
    const { dataSource, live } = this.options;
    const done = await dataSource.transaction(async (manager) => work(manager, await nextChange(manager)));
    await live.follow();
    return done;
  }

  private rise({ updatedAt }: LibraryEntry): number {
    return Math.max(this.options.clock.now(), updatedAt + 1);
  }

  private refuseOthers(member: LibraryMember, entry: LibraryEntry): void {
    if (!mayChange(member, entry)) throw new CareError('not_yours', libraryTexts.notYours, { status: 403 });
  }

  private check(member: LibraryMember, edit: LibraryEdit): void {
    if (edit.scope === 'personal' && edit.owner === '') {
      throw new CareError('no_rep', libraryTexts.noRep, { status: 422 });
    }
    if (!mayChange(member, edit)) throw new CareError('not_yours', libraryTexts.notYourScope, { status: 403 });
    const faults = this.options.checkText(edit).map(({ message }): Fault => ({ path: 'text', message }));
    if (faults.length > 0) throw new CareError('library_words', libraryTexts.words, { status: 422, faults });
  }

  private tell(
    manager: EntityManager,
    { actor }: Editor,
    deed: 'created' | 'saved' | 'removed',
    { id, kind, title }: Pick<LibraryEntry, 'id' | 'kind' | 'title'>,
    what: { before?: LibraryEdit; after?: LibraryEdit },
  ): Promise<void> {
    const told = { action: `library.${deed}`, subject: `library:${id}`, summary: libraryTexts[deed](kind, title) };
    return this.options.audit.record(actor, { ...told, ...what }, manager);
  }
}

function editOf(entry: LibraryEntry): LibraryEdit {
  const { title, text, questions, intents, products, replyKind, play, folder, scope, owner, off } = entry;
  return { title, text, questions, intents, products, replyKind, play, folder, scope, owner, off };
}
