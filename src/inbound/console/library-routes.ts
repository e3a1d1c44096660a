import { done } from '../../contract/console/endpoint';
import {
  type LibraryDocumentView,
  type LibraryDraft,
  libraryEndpoints,
  type LibraryEntryView,
  libraryKinds,
} from '../../contract/console/library';
import type { LibraryIntent } from '../../contract/console/library';
import type { Principal } from '../../features/access/sessions';
import type { DocumentDesk } from '../../features/library/document-desk';
import type { Editor, LibraryDesk, LibraryEdit } from '../../features/library/library-desk';
import type { LibraryList } from '../../features/library/library-list';
import { type LibraryMember, mayChange } from '../../features/library/library-member';
import type { LiveLibrary } from '../../features/library/live-library';
import { libraryTexts } from '../../features/library/texts';
import { CareError } from '../../kernel/errors';
import { playTitles } from '../../kernel/play-titles';
import type { LibraryDocument } from '../../model/library-document';
import type { LibraryEntry } from '../../model/library-entry';
import { type ConsoleResource, resource } from './routes';

type Words = { path: string; title: string; description: string };
type Check = (entry: { text: string; play: string | null; intents: string[] }) => {
  words: string;
  position?: { line: number; column: number; length: number; word: string };
}[];

export interface LibraryRouteDeps {
  libraryDesk: LibraryDesk;
  libraryList: LibraryList;
  documentDesk: DocumentDesk;
  library: LiveLibrary;
  scriptVariables: readonly Words[];
  checkScript: Check;
  memberOf: (principal: Principal) => Promise<LibraryMember>;
}

/** 话术库: what the shop can say and knows. */
export function libraryRoutes(deps: LibraryRouteDeps): ConsoleResource {
  const { libraryDesk, libraryList, documentDesk, library, memberOf } = deps;
  const editorOf = async (principal: Principal, actor: Editor['actor']): Promise<Editor> => {
    return { actor, member: await memberOf(principal) };
  };
  return resource(libraryEndpoints, {
    readLibraryGuide: async ({ principal }) => guideOf(deps, await memberOf(principal)),
    pageLibrary: async ({ query, principal }) => {
      const member = await memberOf(principal);
      const { entries, total } = await libraryList.page(member.viewer, query);
      return { entries: entries.map((entry) => entryView(entry, member)), total };
    },
    searchLibrary: async ({ query: { q, kind, limit }, principal }) => {
      const { viewer: scope } = await memberOf(principal);
      const started = performance.now();
      const hits = await library.search(q, { kinds: kind ? [kind] : libraryKinds, scope, limit });
      return { hits, searched: library.size, tookMs: Math.round((performance.now() - started) * 10) / 10 };
    },
    readLibraryEntry: async ({ params, principal }) => {
      const member = await memberOf(principal);
      return entryView(await libraryDesk.read(member, params.id), member);
    },
    createLibraryEntry: async ({ body: { kind, entry }, principal, actor }) => {
      const editor = await editorOf(principal, actor);
      return entryView(await libraryDesk.create(editor, kind, editOf(entry, editor.member.repUserId)), editor.member);
    },
    saveLibraryEntry: async ({ params, body: { entry, revision }, principal, actor }) => {
      const editor = await editorOf(principal, actor);
      const before = await libraryDesk.read(editor.member, params.id);
      // Who sees the whole shop mends a rep's script without making it their own.
      const owner = before.scope === 'personal' ? before.owner : editor.member.repUserId;
      const saved = await libraryDesk.save(editor, params.id, editOf(entry, owner), revision);
      if (saved.isStale) throw stale(saved.entry, editor.member);
      return entryView(saved.entry, editor.member);
    },
    removeLibraryEntry: async ({ params, body: { revision }, principal, actor }) => {
      const editor = await editorOf(principal, actor);
      const newer = await libraryDesk.remove(editor, params.id, revision);
      if (newer) throw stale(newer, editor.member);
      return done;
    },
    checkLibraryText: async ({ body }) => ({
      faults: deps.checkScript(body).map(({ words, position = null }) => ({ words, position })),
    }),
    listLibraryDocuments: async () => ({ documents: (await documentDesk.list()).map(documentView) }),
    removeLibraryDocument: async ({ params, principal, actor }) => {
      await refuseOthers(memberOf(principal));
      await documentDesk.remove(actor, params.id);
      return done;
    },
  });
}

/** Documents are the whole shop's. @throws CareError `not_yours` 403 */
export async function refuseOthers(member: Promise<LibraryMember>): Promise<void> {
  if ((await member).viewer !== 'all') throw new CareError('not_yours', libraryTexts.corpOnly, { status: 403 });
}

async function guideOf(
  { libraryList, scriptVariables }: LibraryRouteDeps,
  { viewer, leads, repUserId }: LibraryMember,
) {
  const isAll = viewer === 'all';
  return {
    folders: await libraryList.folders(viewer),
    variables: scriptVariables.map(({ path, title, description }) => ({ path, title, description })),
    plays: Object.entries(playTitles).map(([name, title]) => ({ name, title })),
    writes: {
      corp: isAll,
      departmentIds: isAll ? await libraryList.departments() : [...leads],
      personal: repUserId !== null,
    },
  };
}

function editOf({ departmentId, scope, ...draft }: LibraryDraft, repUserId: string | null): LibraryEdit {
  const owners = { corp: '', team: String(departmentId ?? ''), personal: repUserId ?? '' };
  return { ...draft, scope, owner: owners[scope] };
}

function entryView(entry: LibraryEntry, member: LibraryMember): LibraryEntryView {
  const { id, kind, title, text, questions, products, replyKind, play, folder, scope, owner, off } = entry;
  return {
    ...{ id, kind, title, text, questions, products, replyKind, play, folder, scope, off },
    // One of a later release may be of an intent that this one does not know.
    intents: entry.intents as LibraryIntent[],
    departmentId: scope === 'team' ? Number(owner) : null,
    ownerRepUserId: scope === 'personal' ? owner : null,
    documentId: entry.documentId,
    mine: mayChange(member, entry),
    editorName: entry.editorName,
    updatedAt: new Date(entry.updatedAt).toISOString(),
    revision: entry.updatedAt,
  };
}

export function documentView({ uploadedAt, ...document }: LibraryDocument): LibraryDocumentView {
  return { ...document, uploadedAt: new Date(uploadedAt).toISOString() };
}

function stale(current: LibraryEntry, member: LibraryMember): CareError {
  const more = { current: entryView(current, member) };
  return new CareError('stale_edit', libraryTexts.staleEntry, { status: 409, more });
}
