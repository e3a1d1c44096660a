import { Brackets, type DataSource, type SelectQueryBuilder } from 'typeorm';
import { LibraryEntry, type LibraryKind, type LibraryScope } from '../../model/library-entry';
import { Rep } from '../../model/rep';
import type { Viewer } from './library-member';

export interface LibraryFilter {
  kind: LibraryKind;
  folder?: string;
  intent?: string;
  play?: string;
  scope?: LibraryScope;
  documentId?: string;
  page: number;
  size: number;
}

export interface LibraryFolder {
  kind: LibraryKind;
  folder: string;
  count: number;
}

/** The library by folder, as the console lists it. */
export class LibraryList {
  constructor(private readonly options: { dataSource: DataSource }) {}

  /** By title; passages in the order of their document. */
  async page(viewer: Viewer, filter: LibraryFilter): Promise<{ entries: LibraryEntry[]; total: number }> {
    const { page, size } = filter;
    const query = this.visibleTo(viewer);
    narrow(query, filter);
    query
      .orderBy('e.folder', 'ASC')
      .addOrderBy('e.place', 'ASC')
      .addOrderBy('e.title', 'ASC')
      .addOrderBy('e.id', 'ASC');
    const [entries, total] = await query
      .offset((page - 1) * size)
      .limit(size)
      .getManyAndCount();
    return { entries, total };
  }

  async folders(viewer: Viewer): Promise<LibraryFolder[]> {
    const rows = await this.visibleTo(viewer)
      .select(['e.kind as kind', 'e.folder as folder', 'count(*) as count'])
      .groupBy('e.kind')
      .addGroupBy('e.folder')
      .orderBy('e.folder', 'ASC')
      .getRawMany<{ kind: LibraryKind; folder: string; count: string | number }>();
    return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
  }

  /** Departments that have reps: whose a team's script may be. */
  async departments(): Promise<number[]> {
    const reps = await this.options.dataSource.getRepository(Rep).find({ select: { departmentIds: true } });
    return [...new Set(reps.flatMap(({ departmentIds }) => departmentIds))].sort((one, other) => one - other);
  }

  private visibleTo(viewer: Viewer): SelectQueryBuilder<LibraryEntry> {
    const query = this.options.dataSource.getRepository(LibraryEntry).createQueryBuilder('e');
    query.where('e.removedAt is null');
    if (viewer === 'all') return query;
    const { repUserId, departmentIds } = viewer;
    return query.andWhere(
      new Brackets((any) => {
        any.where("e.scope = 'corp'");
        any.orWhere("e.scope = 'personal' and e.owner = :repUserId", { repUserId: repUserId ?? '' });
        if (departmentIds.length > 0) {
          any.orWhere("e.scope = 'team' and e.owner in (:...teams)", { teams: departmentIds.map(String) });
        }
      }),
    );
  }
}

function narrow(query: SelectQueryBuilder<LibraryEntry>, filter: LibraryFilter): void {
  const { kind, folder, intent, play, scope, documentId } = filter;
  query.andWhere('e.kind = :kind', { kind });
  if (folder !== undefined) query.andWhere('e.folder = :folder', { folder });
  if (scope) query.andWhere('e.scope = :scope', { scope });
  if (play) query.andWhere('e.play = :play', { play });
  if (documentId) query.andWhere('e.documentId = :documentId', { documentId });
  // Intents are kept as JSON, and none is part of another's name.
  if (intent) query.andWhere('e.intents like :intent', { intent: `%"${intent}"%` });
}
