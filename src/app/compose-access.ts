import { hkdfSync } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../features/access/audit-trail';
import { DeviceMarks } from '../features/access/device-marks';
import { MemberChanges } from '../features/access/member-changes';
import { MemberList } from '../features/access/member-list';
import { Members } from '../features/access/members';
import { OwnAccount } from '../features/access/own-account';
import { Sessions } from '../features/access/sessions';
import { RepSignIn } from '../features/access/rep-sign-in';
import { WecomIdentity } from '../features/access/wecom-identity';
import { WecomSignIn } from '../features/access/wecom-sign-in';
import { type LimitOf, SignIn } from '../features/access/sign-in';
import type { Clock, Vault, WecomPlatform } from '../kernel/ports';
import type { RoleRights } from '../kernel/role-rights';

export type Access = ReturnType<typeof accessOf>;

/** Who may do what at the console. Every key is derived from DATA_KEY, each for its one purpose. */
export function accessOf(
  common: {
    dataSource: DataSource;
    wecom: Pick<WecomPlatform, 'getLogin'>;
    clock: Clock;
    vault: Vault;
    limitOf: LimitOf;
    roles: Readonly<RoleRights>;
  },
  key: Buffer,
) {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `jiuban ${purpose}`, 32));
  const audit = new AuditTrail({ ...common, auditKey: keyFor('audit trail') });
  const sessions = new Sessions({ ...common, csrfKey: keyFor('console csrf') });
  const marks = new DeviceMarks({ markKey: keyFor('device marks') });
  const signIn = new SignIn({ ...common, sessions, marks, audit });
  const members = new Members({ ...common, audit, sessions });
  const memberChanges = new MemberChanges({ ...common, audit, sessions });
  const memberList = new MemberList(common);
  const ownAccount = new OwnAccount({ ...common, signIn, sessions, audit });
  const identity = new WecomIdentity(common);
  const wecomSignIn = new WecomSignIn({ ...common, identity, signIn });
  const repSignIn = new RepSignIn({ ...common, identity });
  return { wecomSignIn, repSignIn, audit, sessions, signIn, members, memberChanges, memberList, ownAccount };
}
