import type { DataSource } from 'typeorm';
import type { Attachment } from '../../kernel/ports';
import type { AttachmentRef } from '../../model/template-asset';
import { TemplateVersion } from '../../model/template-version';
import type { TemplateAssets } from './assets';
import { splitSource } from './front-matter';

/** What goes out with texts: read from the version that a touch was written with, and made ready for WeCom. */
export class TemplateAttachments {
  /** A version never changes. */
  private readonly known = new Map<string, AttachmentRef[]>();

  constructor(private readonly options: { dataSource: DataSource; assets: TemplateAssets }) {}

  /** @param template `name@version`; a text without a template has none */
  async of(template: string): Promise<AttachmentRef[]> {
    const known = this.known.get(template);
    if (known) return known;
    const [name = '', version = ''] = template.split('@');
    const row = await this.options.dataSource
      .getRepository(TemplateVersion)
      .findOneBy({ name, version: Number(version) || 0 });
    const found = (row && splitSource(row.source)?.header?.attachments) ?? [];
    this.known.set(template, found);
    return found;
  }

  /** @throws CareError `no_asset`, or what WeCom says to an upload */
  prepare(refs: readonly AttachmentRef[]): Promise<Attachment[]> {
    return Promise.all(refs.map((ref) => this.ready(ref)));
  }

  private async ready(ref: AttachmentRef): Promise<Attachment> {
    if (ref.kind === 'link') return ref;
    const { asset, ...rest } = ref;
    return { ...rest, mediaId: await this.options.assets.mediaId(asset) };
  }
}
