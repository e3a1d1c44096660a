import { ContactBook } from '../../../src/features/contacts/contact-book';
import type { Apply } from '../../../src/features/contacts/apply';
import type { KnownCustomer } from '../../../src/features/contacts/customer-picture';
import { Customer } from '../../../src/model/customer';
import { FollowRelation } from '../../../src/model/follow-relation';
import { TimelineEvent } from '../../../src/model/timeline-event';
import { AesVault } from '../../../src/outbound/vault';
import { openFreshDatabase } from '../../support/databases';
import { FakeWecom } from './fake-wecom';

export const noon = Date.UTC(2027, 0, 5, 4);
/** Seconds after noon of 2027-01-05 in Shanghai, as an instant. */
export const at = (seconds: number) => noon + seconds * 1000;

export async function contactWorld() {
  const dataSource = await openFreshDatabase();
  const wecom = new FakeWecom().rep('lin', '林晓').rep('gao', '高明');
  const vault = new AesVault(Buffer.alloc(32, 7));
  const clock = { at: at(1000), now: () => clock.at };
  const known: KnownCustomer[] = [];
  const book = new ContactBook({
    dataSource,
    wecom,
    clock,
    vault,
    zone: 'Asia/Shanghai',
    logger: { info() {}, warn() {} },
    onKnown: async (_manager, customer) => void known.push(customer),
  });
  return {
    dataSource,
    wecom,
    vault,
    clock,
    book,
    known,
    happens: async (apply: Promise<Apply>) => dataSource.transaction(await apply),
    customer: (externalUserId = 'wm1') => dataSource.getRepository(Customer).findOneBy({ externalUserId }),
    relation: (repUserId = 'lin', externalUserId = 'wm1') =>
      dataSource.getRepository(FollowRelation).findOneBy({ repUserId, externalUserId }),
    timeline: async (externalUserId = 'wm1') =>
      (
        await dataSource
          .getRepository(TimelineEvent)
          .find({ where: { externalUserId }, order: { at: 'ASC', id: 'ASC' } })
      ).map((event) => event.summary),
    rows: async () =>
      JSON.stringify([
        await dataSource.getRepository(Customer).find({ order: { externalUserId: 'ASC' } }),
        await dataSource.getRepository(FollowRelation).find({ order: { repUserId: 'ASC', externalUserId: 'ASC' } }),
        await dataSource.getRepository(TimelineEvent).count(),
      ]),
  };
}
export type ContactWorld = Awaited<ReturnType<typeof contactWorld>>;
