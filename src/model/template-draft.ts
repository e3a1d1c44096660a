import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 草稿: what is being written of a template, apart from what is in use. */
@Entity('template_drafts')
export class TemplateDraft {
  /** `<play>/<name>`. */
  @PrimaryColumn({ type: 'varchar', length: 80 })
  name!: string;

  @Column({ type: 'text' })
  source!: string;

  /** Rises with every save: an edit of an older one is refused. */
  @Column({ type: 'integer' })
  revision!: number;

  /** The published version that it was written on; 0: there was none in use. */
  @Column({ type: 'integer' })
  baseVersion!: number;

  /** Members who wrote on it: none of them approves it. */
  @Column({ type: 'simple-json' })
  authorIds!: string[];

  /** Who saved it last. */
  @Column({ type: 'varchar', length: 64 })
  authorName!: string;

  @Column({ type: 'double' })
  updatedAt!: number;

  // the request for approval; an edit voids it -----------------------------------------------------------------
  @Column({ type: 'double', nullable: true })
  submittedAt!: number | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  submittedBy!: string | null;

  /** Of the source that is to be approved. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  submittedHash!: string | null;

  /** Customers that it might reach, when the request was made. */
  @Column({ type: 'integer', nullable: true })
  audienceCount!: number | null;

  @Column({ type: 'varchar', length: 200, default: '' })
  note!: string;
}
