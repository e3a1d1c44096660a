import type { DataSource } from 'typeorm';
import { type AuditTrail, systemActor } from '../features/access/audit-trail';
import type { Principal } from '../features/access/sessions';
import { DocumentDesk } from '../features/library/document-desk';
import { LibraryDesk } from '../features/library/library-desk';
import { LibraryList } from '../features/library/library-list';
import { libraryMember } from '../features/library/library-member';
import { LibraryRows } from '../features/library/library-rows';
import { type IndexedEntry, type LibraryIndex, LiveLibrary } from '../features/library/live-library';
import { lintScript, scriptVariables } from '../features/templates/script-lint';
import type { Clock } from '../kernel/ports';
import type { LibraryItem, ReplyLibrary } from '../features/replies/library';
import { type Intent, intents } from '../features/replies/intents';
import { projectRoot } from './project-root';
import { replyLibraryOf } from './understanding';

/** To whoever complains, worries or wants no more messages nothing is sold. */
const neverSold = ['complaint', 'life-worry', 'opt-out'];

/** 话术库: searched, written, filled by files. */
export function libraryOf(parts: { dataSource: DataSource; clock: Clock; audit: AuditTrail }) {
  const { dataSource } = parts;
  let replyLibrary: ReplyLibrary | null = null;
  const replies = () => (replyLibrary ??= replyLibraryOf(projectRoot()));
  const library = new LiveLibrary({ dataSource, openIndex: () => indexOver(replies()) });
  const checkScript = ({ text, play, intents }: { text: string; play: string | null; intents: string[] }) =>
    lintScript(text, { play, neverSells: intents.some((intent) => neverSold.includes(intent)) });
  const checkText: typeof checkScript = (entry) =>
    checkScript(entry).map((fault) => ({ ...fault, message: fault.words }));
  const common = { ...parts, live: library, checkText };
  return {
    library,
    /** The same entries as replies are made of them. */
    replyLibrary: async () => {
      await library.ready();
      return replies();
    },
    scriptVariables,
    checkScript,
    libraryDesk: new LibraryDesk(common),
    libraryList: new LibraryList(common),
    libraryRows: new LibraryRows({ ...common, actor: systemActor }),
    documentDesk: new DocumentDesk(common),
    memberOf: ({ member }: Principal) => libraryMember(dataSource, member),
  };
}

/** How much shared senses count beside shared words. */
const senseShare = 2.5;
/** What an entry is for that does not say it, as a passage of a document: whatever is asked. */
const asked: Intent[] = ['usage-question', 'order-delivery', 'after-sale', 'purchase-interest'];

/** One index finds scripts for people at the console, and for replies to customers. */
function indexOver(replies: ReplyLibrary): LibraryIndex {
  return {
    put: (entry) => replies.put(itemOf(entry)),
    remove: (id) => replies.remove(id),
    near: (text) =>
      replies.near(text).map(({ item, words, senses }) => ({ id: item.id, score: words + senseShare * senses })),
    sharedWords: (text, id) => replies.sharedWords(text, id),
  };
}

function itemOf({ id, kind, title, text, questions, intents: named, replyKind }: IndexedEntry): LibraryItem {
  const known = intents.filter((intent) => named.includes(intent));
  return {
    id,
    origin: kind === 'script' ? 'script' : 'knowledge',
    kind: replyKind,
    title,
    body: text,
    questions,
    intents: known.length > 0 ? known : asked,
  };
}
