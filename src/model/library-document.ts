import { Column, Entity, PrimaryColumn } from 'typeorm';

export const documentFormats = ['markdown', 'docx', 'pdf', 'csv'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** 资料: a document whose passages the library knows; the file itself is not kept. */
@Entity('library_documents')
export class LibraryDocument {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  fileName!: string;

  @Column({ type: 'varchar', length: 8 })
  format!: DocumentFormat;

  @Column({ type: 'integer' })
  bytes!: number;

  @Column({ type: 'integer' })
  passages!: number;

  @Column({ type: 'varchar', length: 40 })
  folder!: string;

  @Column({ type: 'varchar', length: 64 })
  editorName!: string;

  /** Of the newest upload under this name. */
  @Column({ type: 'double' })
  uploadedAt!: number;
}
