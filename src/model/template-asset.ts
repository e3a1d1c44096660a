import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 附件: what goes out with a text. An image is named by its asset; WeCom's own ids live three days only. */
export type AttachmentRef =
  | { kind: 'image'; asset: string }
  | { kind: 'link'; title: string; url: string; description?: string }
  | { kind: 'miniprogram'; title: string; appId: string; page: string; asset: string };

/** An image for templates, as it was made fit for WeCom. */
@Entity('template_assets')
export class TemplateAsset {
  /** SHA-256 of the content. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  id!: string;

  /** What the customer may see as the file's name. */
  @Column({ type: 'varchar', length: 100 })
  fileName!: string;

  @Column({ type: 'varchar', length: 40 })
  contentType!: string;

  @Column({ type: 'integer' })
  width!: number;

  @Column({ type: 'integer' })
  height!: number;

  @Column({ type: 'integer' })
  bytes!: number;

  /** WeCom's id of the newest upload. */
  @Column({ type: 'varchar', length: 256, nullable: true })
  mediaId!: string | null;

  @Column({ type: 'double', nullable: true })
  uploadedAt!: number | null;

  @Column({ type: 'double' })
  createdAt!: number;
}

/** A piece of an image in base64: a text column of MySQL holds 64 kB. */
@Entity('template_asset_parts')
export class TemplateAssetPart {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  assetId!: string;

  @PrimaryColumn({ type: 'integer' })
  part!: number;

  @Column({ type: 'text' })
  content!: string;
}
