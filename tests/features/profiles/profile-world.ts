import { Profiles } from '../../../src/features/profiles/profiles';
import { Customer } from '../../../src/model/customer';
import { TimelineEvent } from '../../../src/model/timeline-event';
import { Touch, type TouchState } from '../../../src/model/touch';
import { AesVault } from '../../../src/outbound/vault';
import { openFreshDatabase } from '../../support/databases';

/** Noon of 2027-01-05 in Shanghai. */
export const noon = Date.UTC(2027, 0, 5, 4);

export async function profileWorld() {
  const dataSource = await openFreshDatabase();
  const clock = { at: noon, now: () => clock.at };
  const vault = new AesVault(Buffer.alloc(32, 7));
  const takenBack: { externalUserId: string; massSendIds: string[] }[] = [];
  const profiles = new Profiles({
    dataSource,
    clock,
    vault,
    zone: 'Asia/Shanghai',
    settings: { leapMonth: 'regular', feb29: 'feb-28', noCommerceDaysAround: 1 },
    greetingPlays: ['birthday', 'anniversary'],
    onTakenBack: async (_manager, out) => void takenBack.push(out),
  });
  let touches = 0;
  return {
    dataSource,
    clock,
    vault,
    profiles,
    takenBack,
    async customer(externalUserId = 'wm1', more: Partial<Customer> = {}) {
      const row = { externalUserId, name: '小满', interests: [], createdAt: noon, updatedAt: noon, ...more };
      await dataSource.getRepository(Customer).insert(row);
      return externalUserId;
    },
    read: (externalUserId = 'wm1') => dataSource.getRepository(Customer).findOneBy({ externalUserId }),
    async touch(state: TouchState, more: Partial<Touch> = {}) {
      touches += 1;
      const row = dataSource.getRepository(Touch).create({
        id: `touch${touches}`,
        externalUserId: 'wm1',
        play: 'birthday',
        occasion: `o:${touches}`,
        occasionKey: `o:${touches}`,
        commercial: false,
        priority: 2,
        path: 'suggestion',
        dueOn: '2027-01-06',
        notBefore: noon,
        notAfter: noon + 86_400_000,
        why: '生日',
        text: '',
        details: {},
        createdAt: noon,
        updatedAt: noon,
        state,
        ...more,
      });
      await dataSource.getRepository(Touch).insert(row as object);
      return row.id;
    },
    touchOf: (id: string) => dataSource.getRepository(Touch).findOneByOrFail({ id }),
    timeline: async (externalUserId = 'wm1') =>
      (await dataSource.getRepository(TimelineEvent).find({ where: { externalUserId }, order: { id: 'ASC' } })).map(
        (event) => event.summary,
      ),
  };
}
export type ProfileWorld = Awaited<ReturnType<typeof profileWorld>>;
