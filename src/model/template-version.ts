import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 模板: one immutable version of a message text. A name of which no version is current was withdrawn. */
@Entity('template_versions')
export class TemplateVersion {
  /** `<play>/<name>`, e.g. `birthday/warm`. */
  @PrimaryColumn({ type: 'varchar', length: 80 })
  name!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'varchar', length: 64 })
  hash!: string;

  /** YAML front matter and Liquid body, as in the file. */
  @Column({ type: 'text' })
  source!: string;

  /** The one in use; older versions stay for what was sent with them. */
  @Column({ type: 'boolean' })
  current!: boolean;

  /** Who wrote it; empty: it came from files. */
  @Column({ type: 'varchar', length: 64, default: '' })
  authorName!: string;

  /** Who let it go out to customers; empty: it came from files. */
  @Column({ type: 'varchar', length: 64, default: '' })
  approvedBy!: string;

  /** What was changed and why, in the author's words. */
  @Column({ type: 'varchar', length: 200, default: '' })
  note!: string;

  @Column({ type: 'double' })
  createdAt!: number;
}
