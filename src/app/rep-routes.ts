import type Router from 'koa-router';
import { RepSessions } from '../inbound/rep/rep-sessions';
import { repSignInRoutes } from '../inbound/rep/sign-in-routes';
import { sidebarRoutes } from '../inbound/sidebar/routes';
import { sidebarTouchRoutes } from '../inbound/sidebar/touch-routes';
import { signatureRoutes } from '../inbound/sidebar/signature-routes';
import { taskRoutes } from '../inbound/tasks/routes';
import type { FeatureParts, Features } from './features';
import { wecomPagesOf } from './wecom-pages';

/** What reps' pages ask for: the task list and the sidebar, and who it is that asks. */
export function repRoutesOf(features: Features, parts: FeatureParts): Router[] {
  const { config, clock } = parts;
  const { links, contacts, access } = features;
  const secure = config.publicUrl.startsWith('https:');
  const wecomPages = wecomPagesOf(parts);
  const sessions = new RepSessions({ links, clock, secure, isRep: (repUserId) => contacts.isRep(repUserId) });
  const common = { ...features, ...features.sidebar, sessions, wecomPages, zone: config.zone };
  return [
    repSignInRoutes({ ...common, repSignIn: access.repSignIn, secure }),
    taskRoutes(common),
    sidebarTouchRoutes({ ...common, ...features.templateDesk }),
    signatureRoutes(common),
    sidebarRoutes(common),
  ];
}
