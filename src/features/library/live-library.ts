import { setImmediate } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { LibraryEntry, type LibraryKind } from '../../model/library-entry';
import { isVisible, type Viewer } from './library-member';

/** What an index knows of an entry. */
export type IndexedEntry = Pick<LibraryEntry, 'id' | 'kind' | 'title' | 'text' | 'questions' | 'intents' | 'replyKind'>;

/** What finds entries by what customers write. */
export interface LibraryIndex {
  /** Adds an entry, or puts it in the place of the one with its id. */
  put(entry: IndexedEntry): void;
  remove(id: string): void;
  /** How near entries are to a text; 0: not at all. */
  near(text: string): { id: string; score: number }[];
  /** The words that made it so. */
  sharedWords(text: string, id: string): string[];
}

export interface SearchWish {
  kinds: readonly LibraryKind[];
  scope: Viewer;
  limit: number;
}

/** An entry that fits a question. */
export interface LibraryHit {
  id: string;
  kind: LibraryKind;
  title: string;
  text: string;
  /** Where it comes from, in words: its folder, or the document. */
  source: string;
  /** Comparable within one answer only. */
  score: number;
  /** Words of the question, and of the entry where it says the same by another, that made it so. */
  matched: string[];
}

/** Read, and put into the index, at once; between two portions others have their turn. */
const portion = 100;

/** The library as this node searches it: read at the first question, and kept in step with what any node changes. */
export class LiveLibrary {
  private readonly entries = new Map<string, LibraryEntry>();
  /** The last row that was read, in the order of changes. */
  private at = { changeNo: 0, id: '' };
  private reading: Promise<void> = Promise.resolve();
  private isRead = false;
  private index: LibraryIndex | null = null;

  /** @param options.openIndex an empty index; its dictionaries are loaded when it is first needed */
  constructor(private readonly options: { dataSource: DataSource; openIndex: () => LibraryIndex }) {}

  /** How many entries can be found. */
  get size(): number {
    return this.entries.size;
  }

  /** Entries that fit a question, the best first, each with its source. */
  async search(query: string, { kinds, scope, limit }: SearchWish): Promise<LibraryHit[]> {
    await this.ready();
    const index = this.openIndex();
    const found = index.near(query).flatMap(({ id, score }) => {
      const entry = score > 0 ? this.entries.get(id) : undefined;
      return entry && kinds.includes(entry.kind) && isVisible(entry, scope) ? [{ entry, score }] : [];
    });
    found.sort((one, other) => other.score - one.score);
    return found.slice(0, limit).map(({ entry: { id, kind, title, text, folder }, score }) => {
      const source = kind === 'passage' ? title : `${folder} · ${title}`;
      return { id, kind, title, text, source, score, matched: index.sharedWords(query, id) };
    });
  }

  /** Whether an entry is there for this viewer. */
  isFor(id: string, viewer: Viewer): boolean {
    const entry = this.entries.get(id);
    return entry !== undefined && isVisible(entry, viewer);
  }

  /** Read once at least. */
  async ready(): Promise<void> {
    if (!this.isRead) await this.refresh();
  }

  /** As often as settings are; nothing to do for a node that nobody has asked yet. */
  async follow(): Promise<void> {
    if (this.isRead) await this.refresh();
  }

  /** Takes over what was changed since, here or on another node. */
  private refresh(): Promise<void> {
    const read = this.reading.then(() => this.takeOver());
    this.reading = read.catch(() => undefined);
    return read;
  }

  private async takeOver(): Promise<void> {
    for (;;) {
      const rows = await this.nextRows();
      for (const row of rows) this.take(row);
      if (rows.length < portion) break;
      await setImmediate();
    }
    this.isRead = true;
  }

  private take(row: LibraryEntry): void {
    const index = this.openIndex();
    if (row.off || row.removedAt !== null) {
      this.entries.delete(row.id);
      index.remove(row.id);
    } else {
      this.entries.set(row.id, row);
      index.put(row);
    }
    this.at = { changeNo: row.changeNo, id: row.id };
  }

  private openIndex(): LibraryIndex {
    return (this.index ??= this.options.openIndex());
  }

  private nextRows(): Promise<LibraryEntry[]> {
    const query = this.options.dataSource.getRepository(LibraryEntry).createQueryBuilder('e');
    query.where('e.changeNo > :changeNo or (e.changeNo = :changeNo and e.id > :id)', this.at);
    return query.orderBy('e.changeNo', 'ASC').addOrderBy('e.id', 'ASC').limit(portion).getMany();
  }
}
