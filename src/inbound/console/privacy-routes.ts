import { done } from '../../contract/console/endpoint';
import { privacyEndpoints } from '../../contract/console/privacy';
import { isInScope } from '../../features/access/sessions';
import type { Erasure } from '../../features/privacy/erasure';
import { type ConsoleResource, resource } from './routes';

/** 个人信息请求: what customers ask for of their own data. */
export function privacyRoutes({ erasure }: { erasure: Erasure }): ConsoleResource {
  return resource(privacyEndpoints, {
    eraseCustomer: async ({ params, body, actor, principal }) => {
      const sees = (repUserId: string | null) => isInScope(principal.scope, repUserId);
      await erasure.erase(actor, params.externalUserId, body.name, sees);
      return done;
    },
  });
}
