import { parseBody, parsedBody, renderBody, variablesOf } from '../templates/engine';
import type { TemplateScope } from '../templates/variables';
import { guardFault } from './guards';
import { type Hit, type LibraryItem, replyKinds, type ReplyKind, type ReplyLibrary } from './library';
import type { Understanding } from './understanding';

/** A reply that a rep may send. */
export interface Suggestion {
  kind: ReplyKind;
  text: string;
  /** What it was made of. */
  source: Pick<LibraryItem, 'id' | 'origin' | 'title'>;
  /** 0..1: how well it fits the message, of what could fit. */
  fit: number;
}

/** What is known of the customer and the moment. */
export interface Situation {
  scope: TemplateScope;
  optedOut: boolean;
  /** A complaint or bad feedback that no person has closed. */
  openProblem: boolean;
  /** Which entries may be said here; absent: all. A rep's own are not said by others. */
  mayUse?: (itemId: string) => boolean;
}

/** How much the shared senses of the dictionary count beside shared words. */
const senseShare = 2.5;
/** What neither shares words nor senses may still be proposed for its intent. */
const bare = 0.1;
/** What is written for another intent needs to be far nearer. */
const otherIntent = 0.03;
/** How many of a kind are tried: those before could not be rendered or were stopped by a guard. */
const mostTried = 20;

/** Proposes up to three replies, one of each kind, the fittest first. */
export class Suggester {
  constructor(private readonly library: ReplyLibrary) {}

  suggest(text: string, understanding: Understanding, situation: Situation): Suggestion[] {
    const ranked = this.library
      .near(text)
      .filter(({ item }) => situation.mayUse?.(item.id) ?? true)
      .map((hit) => ({ item: hit.item, fit: fitOf(hit, understanding) }))
      .sort((one, other) => other.fit - one.fit);
    return replyKinds
      .map((kind) =>
        firstOf(ranked.filter(({ item }) => item.kind === kind).slice(0, mostTried), understanding, situation),
      )
      .filter((suggestion) => suggestion !== null)
      .sort((one, other) => other.fit - one.fit);
  }
}

function fitOf({ item, words, senses }: Hit, { intents }: Understanding): number {
  const likely = intents.filter(({ intent }) => item.intents.includes(intent)).map(({ likelihood }) => likelihood);
  const near = (bare + words + senseShare * senses) / (bare + 1 + senseShare);
  return near * ((otherIntent + Math.max(0, ...likely)) / (otherIntent + 1));
}

function firstOf(
  ranked: { item: LibraryItem; fit: number }[],
  understanding: Understanding,
  situation: Situation,
): Suggestion | null {
  for (const { item, fit } of ranked) {
    const text = write(item, understanding, situation);
    if (text !== null)
      return { kind: item.kind, text, source: { id: item.id, origin: item.origin, title: item.title }, fit };
  }
  return null;
}

/** The item's text for this customer; null where a variable is missing or a guard stops it. */
function write(
  item: LibraryItem,
  { intents, mood }: Understanding,
  { scope, optedOut, openProblem }: Situation,
): string | null {
  const text = render(item.body, scope);
  if (text === null) return null;
  const guarded = {
    text,
    source: item.body,
    intents: intents.map(({ intent }) => intent),
    mood,
    quiet: optedOut || openProblem,
  };
  return guardFault(guarded) === null ? text : null;
}

function render(body: string, scope: TemplateScope): string | null {
  try {
    const nodes = parseBody(body);
    const rendering = renderBody(parsedBody(nodes, variablesOf(nodes)), scope);
    return rendering.kind === 'text' ? rendering.text : null;
  } catch {
    return null; // a script that was stored with a mistake is passed over
  }
}
