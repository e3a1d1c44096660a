import { isDeepStrictEqual } from 'node:util';
import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import type { Fault } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import type { Clock } from '../../kernel/ports';
import { LibraryEntry, type LibraryScope } from '../../model/library-entry';
import { nextChange } from './change-counter';
import type { LiveLibrary } from './live-library';
import type { LibraryActor, LibraryAudit, TextCheck } from './needs';
import { libraryTexts } from './texts';

/** An entry of a file. */
export type ImportedEntry = Pick<
  LibraryEntry,
  'title' | 'text' | 'questions' | 'intents' | 'products' | 'replyKind' | 'folder'
> & { id?: string; play?: string; departmentId?: number; repUserId?: string };

type Written = Pick<
  LibraryEntry,
  'title' | 'text' | 'questions' | 'intents' | 'products' | 'replyKind' | 'folder' | 'play' | 'scope' | 'owner'
>;

interface Outcome {
  key: string;
  status: 'created' | 'updated' | 'unchanged' | 'rejected';
  errors?: Fault[];
}

interface Options {
  dataSource: DataSource;
  clock: Clock;
  audit: LibraryAudit;
  live: LiveLibrary;
  checkText: TextCheck;
  /** As whom an import is written down. */
  actor: LibraryActor;
}

/** Takes in entries by the file: sound ones are kept, one answer for each in their order. */
export class LibraryRows {
  constructor(private readonly options: Options) {}

  /** @param within the caller's transaction */
  async save(kind: 'script' | 'answer', rows: ImportedEntry[], within?: EntityManager): Promise<Outcome[]> {
    const keep = (manager: EntityManager) => this.keepAll(manager, kind, rows);
    const outcomes = within ? await keep(within) : await this.options.dataSource.transaction(keep);
    if (!within) await this.options.live.follow();
    return outcomes;
  }

  private async keepAll(manager: EntityManager, kind: 'script' | 'answer', rows: ImportedEntry[]): Promise<Outcome[]> {
    const changeNo = await nextChange(manager);
    const outcomes: Outcome[] = [];
    for (const row of rows) outcomes.push(await this.keep(manager, kind, row, changeNo));
    const count = (status: Outcome['status']) => outcomes.filter((each) => each.status === status).length;
    const [created, updated] = [count('created'), count('updated')];
    if (created + updated > 0) {
      const summary = libraryTexts.imported(kind, created, updated);
      await this.options.audit.record(
        this.options.actor,
        { action: 'library.imported', subject: `library:${kind}`, summary },
        manager,
      );
    }
    return outcomes;
  }

  private async keep(
    manager: EntityManager,
    kind: 'script' | 'answer',
    row: ImportedEntry,
    changeNo: number,
  ): Promise<Outcome> {
    const written = writtenOf(row);
    const key = row.id ?? row.title;
    const errors = this.options.checkText(written).map(({ message }): Fault => ({ path: 'text', message }));
    if (errors.length > 0) return { key, status: 'rejected', errors };
    const before = await find(manager, kind, row, written);
    const now = this.options.clock.now();
    const editorName = this.options.actor.name;
    if (!before) {
      const fresh = { id: row.id ?? newId(now), kind, createdAt: now, updatedAt: now, editorName, changeNo };
      // TypeORM's deep partial does not know what is kept as JSON.
      await manager.insert(LibraryEntry, { ...written, ...fresh } as object);
      return { key, status: 'created' };
    }
    const { id, removedAt, updatedAt } = before;
    if (removedAt === null && isDeepStrictEqual(writtenOf(before), written)) return { key, status: 'unchanged' };
    const set = { ...written, kind, editorName, changeNo, removedAt: null, updatedAt: Math.max(now, updatedAt + 1) };
    await manager.update(LibraryEntry, { id }, set as object);
    return { key, status: removedAt === null ? 'updated' : 'created' };
  }
}

function find(manager: EntityManager, kind: 'script' | 'answer', { id }: ImportedEntry, written: Written) {
  if (id !== undefined) return manager.findOneBy(LibraryEntry, { id });
  const { title, folder, scope, owner } = written;
  return manager.findOneBy(LibraryEntry, { kind, title, folder, scope, owner, removedAt: IsNull() });
}

function writtenOf(row: ImportedEntry | LibraryEntry): Written {
  const { title, text, questions, intents, products, replyKind, folder } = row;
  return { title, text, questions, intents, products, replyKind, folder, play: row.play ?? null, ...ownerOf(row) };
}

function ownerOf(row: ImportedEntry | LibraryEntry): { scope: LibraryScope; owner: string } {
  if ('scope' in row) return { scope: row.scope, owner: row.owner };
  if (row.repUserId !== undefined) return { scope: 'personal', owner: row.repUserId };
  return row.departmentId === undefined
    ? { scope: 'corp', owner: '' }
    : { scope: 'team', owner: String(row.departmentId) };
}
