import { z } from 'zod';
import type { Attachment } from './sandbox-state';
import { texts } from './texts';
import { webAddress } from './web-address';

const content = z.object({
  title: z.string().catch(''),
  desc: z.string().catch(''),
  url: z.string().catch(''),
});

const names: Record<string, string> = {
  image: texts.phone.image,
  video: texts.phone.video,
  file: texts.phone.file,
  miniprogram: texts.phone.miniprogram,
  link: texts.phone.link,
};

/** What comes with a message: a link as a small card, anything else by its kind. */
export function Attachments({ of }: { of: Attachment[] }) {
  return of.map((one, index) => {
    const { title, desc, url } = content.catch({ title: '', desc: '', url: '' }).parse(one[one.msgtype]);
    const kind = names[one.msgtype] ?? one.msgtype;
    return (
      <a key={index} className="attachment" href={webAddress(url)} target="_blank" rel="noreferrer">
        <strong>{title || kind}</strong>
        {desc && <span>{desc}</span>}
        {title && <small>{kind}</small>}
      </a>
    );
  });
}
