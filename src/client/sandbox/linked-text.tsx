import { webAddress } from './web-address';

const address = /(https?:\/\/[^\s，。；）」<>"]+)/;

/** Plain words, in which web addresses can be opened. */
export function LinkedText({ text }: { text: string }) {
  return text.split(address).map((part, index) => {
    const href = index % 2 === 1 ? webAddress(part) : undefined;
    if (href === undefined) return part;
    return (
      <a key={index} href={href} target="_blank" rel="noreferrer">
        {part}
      </a>
    );
  });
}
