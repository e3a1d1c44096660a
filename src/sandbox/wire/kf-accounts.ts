import type { Core } from '../core';
import type { KfAccountRecord } from '../kf-state';
import type { Body } from './fields';
import { Refusal, requiredText } from './fields';

/** The account a call names: 95000 none named, 95004 there is none, 48007 not granted to the app. */
export function kfAccountOf(core: Core, body: Body): KfAccountRecord {
  const account = core.state.kf_accounts.get(requiredText(body, 'open_kfid', 95000));
  if (!account) throw new Refusal(95004, 'open_kfid not exist');
  if (!account.manage_privilege) throw new Refusal(48007, 'no privilege of this kf account');
  return account;
}
