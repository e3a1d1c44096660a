import { CareError } from '../../kernel/errors';
import { deskTexts } from './desk-texts';

/** A phone shows no more. */
const longestSide = 2_000;
/** WeCom takes 10 MB; small enough is quick on a phone. */
const mostBytes = 2 * 1024 * 1024;
/** A picture of more points is no photograph but an attack on memory. */
const mostPixels = 60_000_000;
const qualities = [86, 74, 60];

export interface FitImage {
  content: Buffer;
  contentType: 'image/jpeg' | 'image/png';
  width: number;
  height: number;
}

/** Turns any picture into a JPG or PNG that WeCom takes: upright, without the place where it was taken. */
export async function fitForWecom(uploaded: Buffer): Promise<FitImage> {
  // The library is a good part of a second to load, and few starts need it.
  const { default: sharp } = await import('sharp');
  const open = () =>
    sharp(uploaded, { limitInputPixels: mostPixels, failOn: 'error' })
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
  try {
    const { hasAlpha } = await sharp(uploaded, { limitInputPixels: mostPixels }).metadata();
    if (hasAlpha) {
      const png = await open().png({ compressionLevel: 9, palette: true }).toBuffer({ resolveWithObject: true });
      if (png.data.length <= mostBytes) return fit(png, 'image/png');
    }
    for (const quality of qualities) {
      const jpg = await open().flatten({ background: '#fff' }).jpeg({ quality }).toBuffer({ resolveWithObject: true });
      if (jpg.data.length <= mostBytes) return fit(jpg, 'image/jpeg');
    }
  } catch (cause) {
    throw new CareError('no_image', deskTexts.noImage, { status: 422, cause });
  }
  throw new CareError('image_too_large', deskTexts.imageTooLarge, { status: 422 });
}

/** What an image is that was made fit before. @throws CareError 422 for what WeCom would not take */
export async function readFit(content: Buffer): Promise<FitImage> {
  const { default: sharp } = await import('sharp');
  const read = await sharp(content, { limitInputPixels: mostPixels })
    .metadata()
    .catch((cause: unknown) => {
      throw new CareError('no_image', deskTexts.noImage, { status: 422, cause });
    });
  const { format, width, height } = read;
  if (format !== 'jpeg' && format !== 'png') throw new CareError('no_image', deskTexts.noImage, { status: 422 });
  if (content.length > mostBytes) throw new CareError('image_too_large', deskTexts.imageTooLarge, { status: 422 });
  return { content, contentType: `image/${format}`, width, height };
}

function fit(
  { data, info }: { data: Buffer; info: { width: number; height: number } },
  contentType: FitImage['contentType'],
): FitImage {
  return { content: data, contentType, width: info.width, height: info.height };
}
