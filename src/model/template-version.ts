import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 模板: one immutable version of a message text. */
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

  @Column({ type: 'double' })
  createdAt!: number;
}
