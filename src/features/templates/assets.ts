import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { CareError, isUniqueViolation } from '../../kernel/errors';
import type { Clock, WecomPlatform } from '../../kernel/ports';
import { TemplateAsset, TemplateAssetPart } from '../../model/template-asset';
import { deskTexts } from './desk-texts';
import { type FitImage, fitForWecom, readFit } from './fit-image';
import type { DeskActor, DeskAudit } from './needs';

/** WeCom forgets an upload after 3 days; a task made by then must still have its image when the rep confirms it. */
const freshMs = 2.5 * 86_400_000;
const partSize = 48_000;

/** An image outside the database: named by its hash, with the name that customers see. */
export interface AssetFile {
  id: string;
  fileName: string;
  content: Buffer;
}

/** The images of templates: kept by us, uploaded to WeCom anew whenever it is about to forget them. */
export class TemplateAssets {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      clock: Clock;
      audit: DeskAudit;
      wecom: Pick<WecomPlatform, 'uploadMedia'>;
    },
  ) {}

  /** Keeps an image, made fit for WeCom. The same one twice is kept once. @throws CareError 422 for what is no image */
  async add(actor: DeskActor, fileName: string, uploaded: Buffer): Promise<TemplateAsset> {
    const image = await fitForWecom(uploaded);
    return this.keep(actor, nameFor(fileName, image.contentType), image);
  }

  /** Keeps an image that came from another house, byte for byte: texts name it by its hash. @throws CareError 422 */
  async restore(actor: DeskActor, { id, fileName, content }: AssetFile): Promise<TemplateAsset> {
    if (hashOf(content) !== id) throw new CareError('other_image', deskTexts.otherImage, { status: 422 });
    const image = await readFit(content);
    return this.keep(actor, nameFor(fileName, image.contentType), image);
  }

  private async keep(actor: DeskActor, fileName: string, { content, ...fit }: FitImage): Promise<TemplateAsset> {
    const id = hashOf(content);
    const known = await this.find(id);
    if (known) return known;
    const asset = {
      id,
      fileName,
      ...fit,
      bytes: content.length,
      mediaId: null,
      uploadedAt: null,
      createdAt: this.options.clock.now(),
    };
    try {
      await this.options.dataSource.transaction(async (manager) => {
        await manager.insert(TemplateAsset, asset);
        await manager.insert(TemplateAssetPart, partsOf(id, content));
        const summary = deskTexts.summary.assetAdded(asset.fileName);
        await this.options.audit.record(actor, { action: 'template.asset', subject: `asset:${id}`, summary }, manager);
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    return asset;
  }

  find(id: string): Promise<TemplateAsset | null> {
    return this.options.dataSource.getRepository(TemplateAsset).findOneBy({ id });
  }

  /** To be carried elsewhere; null: there is none. */
  async file(id: string): Promise<AssetFile | null> {
    const asset = await this.find(id);
    return asset && { id, fileName: asset.fileName, content: await this.content(id) };
  }

  async content(id: string): Promise<Buffer> {
    const parts = await this.options.dataSource
      .getRepository(TemplateAssetPart)
      .find({ where: { assetId: id }, order: { part: 'ASC' } });
    return Buffer.from(parts.map(({ content }) => content).join(''), 'base64');
  }

  /** WeCom's id of the image, good for the days that a task waits. */
  async mediaId(id: string): Promise<string> {
    const { wecom, clock, dataSource } = this.options;
    const asset = await this.find(id);
    if (asset === null) throw new CareError('no_asset', deskTexts.noAsset(id), { status: 422 });
    const now = clock.now();
    if (asset.mediaId !== null && now - (asset.uploadedAt ?? 0) < freshMs) return asset.mediaId;
    const { mediaId } = await wecom.uploadMedia('image', asset.fileName, await this.content(id));
    await dataSource.getRepository(TemplateAsset).update({ id }, { mediaId, uploadedAt: now });
    return mediaId;
  }
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function partsOf(assetId: string, content: Buffer): TemplateAssetPart[] {
  const text = content.toString('base64');
  return Array.from({ length: Math.ceil(text.length / partSize) }, (_, part) => {
    return { assetId, part, content: text.slice(part * partSize, (part + 1) * partSize) };
  });
}

function nameFor(fileName: string, contentType: string): string {
  const stem = fileName
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .slice(0, 60);
  return `${stem || 'image'}.${contentType === 'image/png' ? 'png' : 'jpg'}`;
}
