import type { DataSource } from 'typeorm';
import type { AuditTrail } from '../features/access/audit-trail';
import type { ContactBook } from '../features/contacts/contact-book';
import { CustomerTagging } from '../features/contacts/customer-tagging';
import type { HandOvers } from '../features/outreach/hand-overs';
import { DeskChanges } from '../features/profiles/desk-changes';
import { ProfileDesk } from '../features/profiles/profile-desk';
import type { Profiles } from '../features/profiles/profiles';
import { RelationDesk } from '../features/profiles/relation-desk';
import { StopDesk } from '../features/profiles/stop-desk';
import type { Vault } from '../kernel/ports';

/** Where the console reads and changes one customer. */
export function profileDesksOf(parts: {
  dataSource: DataSource;
  vault: Vault;
  audit: AuditTrail;
  profiles: Profiles;
  contacts: ContactBook;
  handOvers: HandOvers;
}) {
  const changes = new DeskChanges(parts);
  const tagging = new CustomerTagging(parts);
  return {
    profileDesk: new ProfileDesk({ ...parts, changes }),
    stopDesk: new StopDesk({ ...parts, changes }),
    relationDesk: new RelationDesk({
      ...parts,
      changes,
      handOver: (manager, externalUserId, repUserId) => parts.handOvers.handOver(manager, externalUserId, repUserId),
      tag: (externalUserId, change) => tagging.tag(externalUserId, change),
    }),
  };
}
