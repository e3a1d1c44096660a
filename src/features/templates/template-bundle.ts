import { CareError } from '../../kernel/errors';
import type { AssetFile, TemplateAssets } from './assets';
import { faultTexts } from './fault-texts';
import { splitSource } from './front-matter';
import type { TemplateFault } from './faults';
import type { DeskActor } from './needs';
import type { TemplateFile, TemplateShelf } from './template-shelf';

/** Texts and the images that go out with them, as they lie in a folder. */
export interface Bundle {
  templates: TemplateFile[];
  images: AssetFile[];
}

/** Carries texts with their images into the house and out of it: what went out of one comes into another the same. */
export class TemplateBundles {
  constructor(
    private readonly options: {
      shelf: Pick<TemplateShelf, 'shelve' | 'exportTo'>;
      assets: Pick<TemplateAssets, 'find' | 'restore' | 'file'>;
    },
  ) {}

  /**
   * Takes in the images first, then the texts whose images are all here.
   *
   * @param shipped as `TemplateShelf.shelve` has it
   * @returns the faults of what was left out
   */
  async takeIn(actor: DeskActor, { templates, images }: Bundle, shipped: boolean): Promise<TemplateFault[]> {
    const { shelf, assets } = this.options;
    const faults: TemplateFault[] = [];
    for (const image of images) {
      try {
        await assets.restore(actor, image);
      } catch (error) {
        if (!(error instanceof CareError)) throw error;
        faults.push(badImage(image, error.message));
      }
    }
    const whole: TemplateFile[] = [];
    for (const file of templates) {
      const lacking = await this.lacking(file);
      faults.push(...lacking);
      if (lacking.length === 0) whole.push(file);
    }
    return [...faults, ...(await shelf.shelve(whole, { shipped }))];
  }

  /** What is in use, with just the images that it names. */
  async giveOut(): Promise<Bundle> {
    const templates = this.options.shelf.exportTo();
    const named = new Set(templates.flatMap(({ source }) => imagesOf(source)));
    const images = await Promise.all([...named].map((id) => this.options.assets.file(id)));
    return { templates, images: images.filter((image) => image !== null) };
  }

  private async lacking({ name, source }: TemplateFile): Promise<TemplateFault[]> {
    const faults: TemplateFault[] = [];
    for (const id of imagesOf(source)) {
      if (await this.options.assets.find(id)) continue;
      const { en, zh } = faultTexts.noImage(id);
      const path = `${name}.attachments`;
      faults.push({ code: 'no_image', path, message: `template ${name}: ${en}`, words: zh });
    }
    return faults;
  }
}

function imagesOf(source: string): string[] {
  const { header } = splitSource(source) ?? {};
  return (header?.attachments ?? []).flatMap((each) => (each.kind === 'link' ? [] : [each.asset]));
}

function badImage({ id, fileName }: AssetFile, why: string): TemplateFault {
  const path = `assets/${id}/${fileName}`;
  return { code: 'no_image', path, message: `image ${path}: ${why}`, words: why };
}
