import type { DataSource, EntityManager } from 'typeorm';
import { WecomError } from '../../kernel/errors';
import type { KfPlatform } from '../../kernel/kf';
import { Conversation } from '../../model/conversation';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';
import { repHears } from './kf-texts';

/** A customer as their rep knows them; an empty name: we have none. */
export async function knownAs(
  manager: EntityManager,
  externalUserId: string,
): Promise<{ name: string; repUserId: string | null }> {
  const customer = await manager.findOneBy(Customer, { externalUserId });
  const repUserId = customer?.repUserId ?? null;
  const relation = repUserId && (await manager.findOneBy(FollowRelation, { repUserId, externalUserId }));
  return { name: (relation && relation.remark) || customer?.name || '', repUserId };
}

/** Who somebody at the kf is: a customer by our own record, else a visitor by WeCom's. */
export class VisitorNames {
  constructor(private readonly deps: { dataSource: DataSource; wecom: Pick<KfPlatform, 'getKfCustomers'> }) {}

  async of(conversation: Conversation): Promise<{ name: string; repUserId: string | null }> {
    const known = await knownAs(this.deps.dataSource.manager, conversation.externalUserId);
    const name = known.name || conversation.name || (await this.ask(conversation));
    return { ...known, name: name === '' ? repHears.unnamed : name };
  }

  /** WeCom tells of who was active in the last 48 hours; it is kept for later. */
  private async ask({ id, externalUserId }: Conversation): Promise<string> {
    try {
      const [visitor] = await this.deps.wecom.getKfCustomers([externalUserId]);
      const name = (visitor?.nickname ?? '').slice(0, 128);
      if (name !== '') await this.deps.dataSource.manager.update(Conversation, { id }, { name });
      return name;
    } catch (error) {
      if (error instanceof WecomError) return '';
      throw error;
    }
  }
}
