import { z } from 'zod';

/** A template card as WeCom takes it (wecom-core §4.3, §4.4); what cannot be read is left out, never shown wrong. */

const words = z.string().catch('');
const titled = z.object({ title: words, desc: words }).catch({ title: '', desc: '' });

function listOf<T>(item: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((rows) =>
      rows.flatMap((row) => {
        const read = item.safeParse(row);
        return read.success ? [read.data] : [];
      }),
    );
}

const button = z.object({
  text: z.string(),
  key: words,
  /** 1 blue, 2 grey, 3 red, 4 plain. */
  style: z.number().catch(1),
  /** 1: opens the url instead of telling the app. */
  type: z.number().catch(0),
  url: words,
});

const card = z.object({
  source: z.object({ desc: words }).catch({ desc: '' }),
  main_title: titled,
  sub_title_text: words,
  emphasis_content: titled,
  quote_area: z.object({ title: words, quote_text: words }).catch({ title: '', quote_text: '' }),
  horizontal_content_list: listOf(z.object({ keyname: z.string(), value: words, url: words })),
  jump_list: listOf(z.object({ title: z.string(), url: words })),
  card_action: z.object({ url: words }).catch({ url: '' }),
  button_list: listOf(button),
  action_menu: z
    .object({ action_list: listOf(z.object({ text: z.string(), key: z.string() })) })
    .catch({ action_list: [] }),
});

export type Card = z.infer<typeof card>;
export type CardButton = z.infer<typeof button>;

export function readCard(body: Record<string, unknown>): Card {
  return card.parse(body);
}
