import { done } from '../../contract/console/endpoint';
import { type TemplateDraftView, templateEndpoints, type TemplateFaultView } from '../../contract/console/templates';
import { audienceTitle, audienceTitles } from '../../features/templates/audience';
import { deskTexts } from '../../features/templates/desk-texts';
import type { TemplateDrafts } from '../../features/templates/drafts';
import { allowedTags } from '../../features/templates/engine';
import { examine } from '../../features/templates/examine';
import type { TemplateFault } from '../../features/templates/faults';
import type { ApprovalRequests } from '../../features/templates/approval-requests';
import type { TemplatePublishing } from '../../features/templates/publishing';
import { templatePlays, whenValues } from '../../features/templates/template-plays';
import type { TemplateTree } from '../../features/templates/template-tree';
import { templateVariables } from '../../features/templates/variables';
import type { SegmentBook } from '../../features/segments/segment-book';
import type { Principal } from '../../features/access/sessions';
import { CareError } from '../../kernel/errors';
import { playTitle } from '../../kernel/play-titles';
import type { TemplateDraft } from '../../model/template-draft';
import { type ConsoleResource, resource } from './routes';

export interface TemplateRouteDeps {
  tree: TemplateTree;
  drafts: TemplateDrafts;
  requests: ApprovalRequests;
  publishing: TemplatePublishing;
  segmentBook: Pick<SegmentBook, 'list'>;
}

/** 模板: what is in use, what is being written, and the way from one to the other. */
export function templateRoutes({
  tree,
  drafts,
  requests,
  publishing,
  segmentBook,
}: TemplateRouteDeps): ConsoleResource {
  return resource(templateEndpoints, {
    listTemplates: async () => ({ plays: await tree.list() }),
    templateCatalogue: async () => {
      const segments = (await segmentBook.list()).map(({ segment: { name } }) => {
        return { key: `segment:${name}`, title: audienceTitle(`segment:${name}`) };
      });
      return { ...catalogue, audiences: [...catalogue.audiences, ...segments] };
    },
    readTemplate: async ({ params, principal }) => {
      const name = nameOf(params);
      const { state, latest, draft, versions } = await tree.read(name);
      return {
        name,
        play: params.play,
        playTitle: playTitle(params.play),
        state,
        latest,
        draft: draft && draftView(draft, principal),
        versions: versions.map(versionView),
      };
    },
    readTemplateVersion: async ({ params }) => {
      const { name: _name, ...row } = await tree.version(nameOf(params), Number(params.version) || 0);
      return versionView(row);
    },
    lintTemplate: async ({ body }) => examinationOf(body.name, body.source),
    saveTemplateDraft: async ({ params, body, actor, principal }) => {
      const draft = await drafts.save(actor, { name: nameOf(params), ...body });
      return { draft: draftView(draft, principal), ...examinationOf(draft.name, draft.source) };
    },
    discardTemplateDraft: async ({ params, body, actor }) => {
      await drafts.discard(actor, { name: nameOf(params), ...body });
      return done;
    },
    submitTemplate: async ({ params, body, actor, principal }) =>
      draftView(await requests.submit(actor, { name: nameOf(params), ...body }), principal),
    takeBackTemplate: async ({ params, actor }) => {
      await requests.endRequest(actor, { name: nameOf(params), note: '', by: 'author' });
      return done;
    },
    rejectTemplate: async ({ params, body, actor, principal }) => {
      wholeShop(principal);
      await requests.endRequest(actor, { name: nameOf(params), ...body, by: 'approver' });
      return done;
    },
    approveTemplate: async ({ params, body, actor, principal }) => {
      wholeShop(principal);
      return { version: await publishing.approve(actor, { name: nameOf(params), ...body }) };
    },
    rollBackTemplate: async ({ params, body, actor, principal }) => {
      wholeShop(principal);
      const { version, currentVersion, note } = body;
      return { version: await publishing.rollBack(actor, { name: nameOf(params), version, currentVersion, note }) };
    },
    withdrawTemplate: async ({ params, body, actor, principal }) => {
      wholeShop(principal);
      await publishing.withdraw(actor, { name: nameOf(params), ...body });
      return done;
    },
  });
}

const catalogue = {
  plays: Object.entries(templatePlays).map(([play, row]) => ({
    play,
    title: row.title,
    variables: templateVariables
      .filter(({ namespace }) => row.namespaces.some((each) => each === namespace))
      .map(({ path, title, description, depth, kind, optional }) => {
        return { path, title, description, depth, kind, optional };
      }),
    whenKeys: [...row.whenKeys],
    forbids: [...row.forbids],
    maxChars: 'maxChars' in row ? row.maxChars : null,
  })),
  whenValues: Object.fromEntries(Object.entries(whenValues).map(([key, values]) => [key, [...values]])),
  audiences: Object.entries(audienceTitles).map(([key, title]) => ({ key, title })),
  tags: [...allowedTags],
};

export function nameOf({ play, name }: { play: string; name: string }): string {
  return `${play}/${name}`;
}

/** What goes out to all customers is not decided by who sees some of them. */
function wholeShop({ scope }: Principal): void {
  if (scope.kind !== 'all') throw new CareError('whole_shop', deskTexts.wholeShop, { status: 403 });
}

function examinationOf(name: string, source: string) {
  const { ready, faults } = examine(name, source);
  return { faults: faults.map((fault) => faultView(name, fault)), depth: ready?.body.depth ?? null };
}

function faultView(name: string, { code, path, words, position }: TemplateFault): TemplateFaultView {
  const field = path.startsWith(`${name}.`) ? path.slice(name.length + 1) : '';
  return { code, field, message: words, position: position ?? null };
}

function versionView<T extends { createdAt: number }>({ createdAt, ...version }: T) {
  return { ...version, createdAt: new Date(createdAt).toISOString() };
}

function draftView(draft: TemplateDraft, { member }: Principal): TemplateDraftView {
  const { source, revision, baseVersion, authorName, authorIds, note } = draft;
  const { submittedAt, submittedBy, submittedHash, audienceCount } = draft;
  return {
    source,
    revision,
    baseVersion,
    authorName,
    updatedAt: new Date(draft.updatedAt).toISOString(),
    note,
    own: authorIds.includes(member.id),
    submission:
      submittedAt === null
        ? null
        : {
            at: new Date(submittedAt).toISOString(),
            by: submittedBy ?? '',
            hash: submittedHash ?? '',
            audienceCount: audienceCount ?? 0,
            note,
          },
  };
}
