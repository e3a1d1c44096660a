import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import type { Clock } from '../../kernel/ports';
import { type DocumentFormat, LibraryDocument } from '../../model/library-document';
import { LibraryEntry } from '../../model/library-entry';
import { nextChange } from './change-counter';
import type { LiveLibrary } from './live-library';
import type { LibraryActor, LibraryAudit } from './needs';
import { type DocumentBlock, passagesOf } from './passages';
import { libraryTexts } from './texts';

/** A document that was read. */
export interface ReadDocument {
  fileName: string;
  format: DocumentFormat;
  bytes: number;
  folder: string;
  blocks: readonly DocumentBlock[];
}

const mostPassages = 2_000;
const atATime = 200;

/** 资料: documents come in as passages; one of the same name takes the place of the older. */
export class DocumentDesk {
  constructor(
    private readonly options: { dataSource: DataSource; clock: Clock; audit: LibraryAudit; live: LiveLibrary },
  ) {}

  /** The newest first. */
  list(): Promise<LibraryDocument[]> {
    return this.options.dataSource.getRepository(LibraryDocument).find({ order: { uploadedAt: 'DESC', id: 'ASC' } });
  }

  /** @throws CareError `no_text`, `too_long`, 422 */
  async keep(actor: LibraryActor, { blocks, ...document }: ReadDocument): Promise<LibraryDocument> {
    const passages = passagesOf(blocks);
    const { fileName } = document;
    if (passages.length === 0) throw refused('no_text', libraryTexts.nothingToRead(fileName));
    if (passages.length > mostPassages) throw refused('too_long', libraryTexts.tooManyPassages(fileName, mostPassages));
    const now = this.options.clock.now();
    const kept = { id: newId(now), ...document, passages: passages.length, editorName: actor.name, uploadedAt: now };
    await this.options.dataSource.transaction(async (manager) => {
      const changeNo = await nextChange(manager);
      for (const { id } of await manager.findBy(LibraryDocument, { fileName })) await this.drop(manager, id, changeNo);
      await manager.insert(LibraryDocument, kept);
      const rows = passages.map((passage, place) => this.passage(kept, passage, place, changeNo));
      for (let from = 0; from < rows.length; from += atATime) {
        // TypeORM's deep partial does not know what is kept as JSON.
        await manager.insert(LibraryEntry, rows.slice(from, from + atATime) as object[]);
      }
      const summary = libraryTexts.documentKept(fileName, passages.length);
      const deed = { action: 'library.document_kept', subject: `document:${kept.id}`, summary };
      await this.options.audit.record(actor, deed, manager);
    });
    await this.options.live.follow();
    return kept;
  }

  /** @throws CareError `no_document` 404 */
  async remove(actor: LibraryActor, id: string): Promise<void> {
    const document = await this.options.dataSource.getRepository(LibraryDocument).findOneBy({ id });
    if (!document) throw new CareError('no_document', libraryTexts.noDocument, { status: 404 });
    await this.options.dataSource.transaction(async (manager) => {
      await this.drop(manager, id, await nextChange(manager));
      const summary = libraryTexts.documentRemoved(document.fileName);
      const deed = { action: 'library.document_removed', subject: `document:${id}`, summary };
      await this.options.audit.record(actor, deed, manager);
    });
    await this.options.live.follow();
  }

  private async drop(manager: EntityManager, documentId: string, changeNo: number): Promise<void> {
    const removedAt = this.options.clock.now();
    await manager.update(LibraryEntry, { documentId, removedAt: IsNull() }, { removedAt, changeNo });
    await manager.delete(LibraryDocument, { id: documentId });
  }

  private passage(
    { id, fileName, folder, editorName }: LibraryDocument,
    { title, text }: { title: string; text: string },
    place: number,
    changeNo: number,
  ): LibraryEntry {
    const now = this.options.clock.now();
    return {
      id: newId(now),
      kind: 'passage',
      title: title === '' ? fileName : `${fileName.slice(0, 35)} · ${title}`,
      text,
      questions: [],
      intents: [],
      products: [],
      replyKind: 'answer',
      play: null,
      folder,
      scope: 'corp',
      owner: '',
      documentId: id,
      place,
      off: false,
      editorName,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
      changeNo,
    };
  }
}

function refused(code: string, message: string): CareError {
  return new CareError(code, message, { status: 422 });
}
