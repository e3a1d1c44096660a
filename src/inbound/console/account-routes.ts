import { accountEndpoints } from '../../contract/console/account';
import { done } from '../../contract/console/endpoint';
import type { OwnAccount } from '../../features/access/own-account';
import type { CareSettings } from '../../kernel/care-settings';
import { type ConsoleResource, resource } from './routes';

/** One's own password and second factor. */
export function accountRoutes(deps: { ownAccount: OwnAccount; settings: CareSettings }): ConsoleResource {
  const { ownAccount, settings } = deps;
  return resource(accountEndpoints, {
    changePassword: async ({ actor, principal, body }) => {
      await ownAccount.changePassword(actor, principal, body);
      return done;
    },
    startTotp: async ({ principal }) => ownAccount.startTotp(principal, settings.shop.name),
    confirmTotp: async ({ actor, principal, body }) => {
      await ownAccount.confirmTotp(actor, principal, body);
      return done;
    },
    removeTotp: async ({ actor, principal }) => {
      await ownAccount.removeTotp(actor, principal);
      return done;
    },
  });
}
