import { done } from '../../contract/console/endpoint';
import { type TemplatePreview, templatePreviewEndpoints } from '../../contract/console/template-preview';
import { isInScope, type Scope } from '../../features/access/sessions';
import type { Audiences } from '../../features/templates/audience';
import type { CustomerToChoose } from '../../features/templates/customer-choice';
import { deskTexts } from '../../features/templates/desk-texts';
import { titleOf } from '../../features/templates/drafts';
import { examine } from '../../features/templates/examine';
import { forecast } from '../../features/templates/forecast';
import { preview, type SceneForText } from '../../features/templates/preview';
import type { TemplateReach } from '../../features/templates/reach';
import { usualSample } from '../../features/templates/samples';
import type { TestSends } from '../../features/templates/test-send';
import { CareError } from '../../kernel/errors';
import { type ConsoleResource, resource } from './routes';

export interface TemplatePreviewDeps {
  sceneOf: (externalUserId: string, play: string) => Promise<SceneForText | null>;
  chooseCustomers: (search: string, seen: readonly string[] | null) => Promise<CustomerToChoose[]>;
  audiences: Audiences;
  reach: TemplateReach;
  testSends: TestSends;
}

interface Written {
  name: string;
  source: string;
  externalUserId: string | null;
  occasion: string | null;
}

/** 模板 before it goes out: as a customer reads it, whom it reaches, what it costs. */
export function templatePreviewRoutes(deps: TemplatePreviewDeps): ConsoleResource {
  return resource(templatePreviewEndpoints, {
    previewTemplate: ({ body, principal }) => previewFor(deps, body, principal.scope),
    chooseTemplateCustomer: async ({ query, principal }) => ({
      customers: await deps.chooseCustomers(query.search, seenBy(principal.scope)),
    }),
    templateReach: ({ body, principal }) => deps.reach.read(body.name, body.source, seenBy(principal.scope)),
    forecastTemplate: async ({ body, principal }) => {
      const { legible } = examine(body.name, body.source);
      if (legible === null) return { customers: 0, reps: 0, forecast: null };
      const { customers, byRep } = await deps.audiences.count(legible.header, seenBy(principal.scope));
      const told = forecast(legible.header.channel, legible.body.depth, byRep);
      return { customers, reps: byRep.length, forecast: told };
    },
    testSendTemplate: async ({ body, principal, actor }) => {
      const { text, why } = await previewFor(deps, body, principal.scope);
      if (text === null) throw new CareError('not_written', why, { status: 422 });
      const { repUserId } = principal.member;
      await deps.testSends.send(actor, { name: body.name, title: titleOf(body), text, repUserId });
      return done;
    },
  });
}

async function previewFor(deps: TemplatePreviewDeps, written: Written, scope: Scope): Promise<TemplatePreview> {
  const { name, source, externalUserId, occasion } = written;
  const scene = externalUserId === null ? null : await deps.sceneOf(externalUserId, name.split('/')[0] ?? '');
  if (externalUserId !== null && !(scene && isInScope(scope, scene.repUserId))) {
    throw new CareError('no_customer', deskTexts.unknownCustomer, { status: 404 });
  }
  return {
    ...preview({ name, source, scene, occasion }),
    customer: scene && { externalUserId: scene.externalUserId, name: scene.people.customer?.name || scene.name },
    rep: { name: (scene ?? { people: usualSample }).people.rep?.name ?? '' },
    occasions: (scene?.occasions ?? []).map(({ key, title }) => ({ key, title })),
  };
}

/** Reps whose customers the member may see; null: all. */
function seenBy(scope: Scope): readonly string[] | null {
  return scope.kind === 'all' ? null : scope.repUserIds;
}
