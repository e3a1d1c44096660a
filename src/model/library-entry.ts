import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const libraryKinds = ['script', 'answer', 'passage'] as const;
/** 话术, 商品问答, a passage of an uploaded document. */
export type LibraryKind = (typeof libraryKinds)[number];

export const libraryScopes = ['corp', 'team', 'personal'] as const;
/** Whose it is: the shop's, a department's, a rep's own. */
export type LibraryScope = (typeof libraryScopes)[number];

export const replyKinds = ['answer', 'ask', 'care'] as const;
/** What a reply does: it answers, asks back, or cares. */
export type ReplyKind = (typeof replyKinds)[number];

/** One piece of what the shop can say or knows. */
@Entity('library_entries')
@Index('library_entries_change', ['changeNo'])
@Index('library_entries_folder', ['kind', 'folder'])
@Index('library_entries_document', ['documentId', 'place'])
export class LibraryEntry {
  /** `wp-100/filter-change` of one that was imported under a name. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  id!: string;

  @Column({ type: 'varchar', length: 8 })
  kind!: LibraryKind;

  @Column({ type: 'varchar', length: 100 })
  title!: string;

  /** With variables, as a template has them. */
  @Column({ type: 'text' })
  text!: string;

  /** Other ways in which customers ask for it. */
  @Column({ type: 'simple-json' })
  questions!: string[];

  /** What customers' messages are for when it fits. */
  @Column({ type: 'simple-json' })
  intents!: string[];

  /** Numbers of the products that it speaks of. */
  @Column({ type: 'simple-json' })
  products!: string[];

  @Column({ type: 'varchar', length: 8, default: 'answer' })
  replyKind!: ReplyKind;

  /** The scene that it is said in; null: any. */
  @Column({ type: 'varchar', length: 32, nullable: true })
  play!: string | null;

  @Column({ type: 'varchar', length: 40 })
  folder!: string;

  @Column({ type: 'varchar', length: 8, default: 'corp' })
  scope!: LibraryScope;

  /** The department's number of a team's, the rep of a personal one; else empty. */
  @Column({ type: 'varchar', length: 64, default: '' })
  owner!: string;

  @Column({ type: 'varchar', length: 36, nullable: true })
  documentId!: string | null;

  /** Of a passage in its document. */
  @Column({ type: 'integer', default: 0 })
  place!: number;

  /** Not found by anybody until it is on again. */
  @Column({ type: 'boolean', default: false })
  off!: boolean;

  /** Who changed it last. */
  @Column({ type: 'varchar', length: 64 })
  editorName!: string;

  @Column({ type: 'double' })
  createdAt!: number;

  /** Rises with every change, by a millisecond at least: what a stale edit is known by. */
  @Column({ type: 'double' })
  updatedAt!: number;

  /** Its row stays, so that every node learns of it. */
  @Column({ type: 'double', nullable: true })
  removedAt!: number | null;

  /** Number of the change of the library that it was last part of: what a node has not seen has a larger one. */
  @Column({ type: 'integer' })
  changeNo!: number;
}
