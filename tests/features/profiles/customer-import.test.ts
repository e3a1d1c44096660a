import { CustomerMobile } from '../../../src/model/customer-mobile';
import { ImportantDate } from '../../../src/model/important-date';
import { PendingProfile } from '../../../src/model/pending-profile';
import { profileWorld, type ProfileWorld } from './profile-world';

const birthday = { kind: 'birthday', calendar: 'lunar', month: 12, day: 30 } as const;

describe('importing customers', () => {
  let world: ProfileWorld;
  beforeEach(async () => {
    world = await profileWorld();
    await world.customer();
  });
  afterEach(() => world.dataSource.destroy());

  test('a row is created, unchanged when it comes again, and updated when it differs', async () => {
    const row = { externalUserId: 'wmNew', name: '张三', note: '常出差', interests: ['茶'], dates: [birthday] };
    expect(await world.profiles.importCustomers([row], 'api')).toEqual([{ key: 'wmNew', status: 'created' }]);
    expect(await world.profiles.importCustomers([row, { ...row, name: '张三丰' }], 'api')).toEqual([
      { key: 'wmNew', status: 'unchanged' },
      { key: 'wmNew', status: 'updated' },
    ]);
    const profile = await world.profiles.getProfile('wmNew');
    expect(profile).toMatchObject({
      note: '常出差',
      dates: [{ nextOn: '2027-02-05', confirmed: true, source: 'api' }],
    });
    expect(profile.customer).toMatchObject({ name: '张三丰', addedAt: null });
  });

  test('the same rows told by several at once, in any order, are each applied once', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({
      externalUserId: `wmP${index}`,
      name: `客户${index}`,
      mobile: `1390000${String(index).padStart(4, '0')}`,
      dates: [birthday],
    }));
    const tellings = [rows, [...rows].reverse(), rows];
    const told = await Promise.all(tellings.map((telling) => world.profiles.importCustomers(telling, 'api')));
    expect(told.flat().filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(told.flat().filter(({ status }) => status === 'created')).toHaveLength(40);
    expect(await world.dataSource.getRepository(ImportantDate).count()).toBe(40);
    expect(await world.dataSource.getRepository(CustomerMobile).count()).toBe(40);
  });

  test('a bad row is refused with its fields and leaves nothing; the good ones are kept', async () => {
    await world.profiles.importCustomers([{ externalUserId: 'wm1', dates: [birthday] }], 'api');
    const results = await world.profiles.importCustomers(
      [
        { name: '无键' },
        { mobile: 'abc' },
        { externalUserId: 'wm8', dates: [{ kind: 'birthday', calendar: 'solar', month: 2, day: 30 }] },
        { externalUserId: 'wm1', name: '不留', dates: [{ ...birthday, day: 1 }] },
        { externalUserId: 'wm9', name: '好' },
      ],
      'import',
    );
    expect(results.map((one) => [one.status, one.errors?.[0]?.path])).toEqual([
      ['rejected', ''],
      ['rejected', 'mobile'],
      ['rejected', 'dates.0'],
      ['rejected', 'dates.0'],
      ['created', undefined],
    ]);
    expect(results[3]?.errors?.[0]?.message).toContain('该客户已有生日 农历腊月三十');
    expect((await world.read('wm1'))?.name).toBe('小满');
    expect(await world.read('wm8')).toBeNull();
  });

  test('a profile of an unknown mobile waits, sealed, and is applied when the customer comes', async () => {
    const row = {
      mobile: '+86 139-0000-0000',
      name: '李四',
      dates: [birthday],
      optedOut: true,
      optOutReason: '不想被打扰',
    };
    const twice = await world.profiles.importCustomers([row, row], 'import');
    expect(twice.map((one) => one.status)).toEqual(['created', 'unchanged']);
    const [pending] = await world.dataSource.getRepository(PendingProfile).find();
    expect(JSON.stringify(pending)).not.toMatch(/13900000000|李四/);
    const mobileHash = world.vault.fingerprint('13900000000');
    await world.dataSource.transaction(async (manager) => {
      await manager.insert(CustomerMobile, { externalUserId: 'wm1', mobileHash, sealedMobile: 'x' });
      await world.profiles.applyPending(manager, { externalUserId: 'wm1', unionId: null, mobileHashes: [mobileHash] });
    });
    expect(await world.read('wm1')).toMatchObject({ name: '李四', optOutReason: '不想被打扰', optOutBy: 'api' });
    expect(await world.dataSource.getRepository(PendingProfile).count()).toBe(0);
    expect((await world.profiles.importCustomers([row], 'import'))[0]?.status).toBe('unchanged');
  });

  test('a union id waits likewise, and a mobile of two customers is not guessed at', async () => {
    await world.profiles.importCustomers([{ unionId: 'u1', note: '老客' }], 'api');
    await world.dataSource.transaction((manager) =>
      world.profiles.applyPending(manager, { externalUserId: 'wm1', unionId: 'u1', mobileHashes: [] }),
    );
    expect((await world.profiles.getProfile('wm1')).note).toBe('老客');
    const mobileHash = world.vault.fingerprint('13900000000');
    for (const externalUserId of ['wm1', 'wm2']) {
      await world.dataSource.getRepository(CustomerMobile).insert({ externalUserId, mobileHash, sealedMobile: 'x' });
    }
    const [shared] = await world.profiles.importCustomers([{ mobile: '13900000000', name: '谁' }], 'api');
    expect(shared).toMatchObject({ status: 'rejected', errors: [{ path: 'mobile' }] });
  });

  test('opt-out comes by import; opting in needs the customer’s word', async () => {
    const touch = await world.touch('planned');
    await world.profiles.importCustomers([{ externalUserId: 'wm1', optedOut: true }], 'api');
    expect(await world.touchOf(touch)).toMatchObject({ state: 'cancelled' });
    const [silent] = await world.profiles.importCustomers([{ externalUserId: 'wm1', optedOut: false }], 'api');
    expect(silent).toMatchObject({ status: 'rejected', errors: [{ path: 'optOutReason' }] });
    const row = { externalUserId: 'wm1', optedOut: false, optOutReason: '客户来电要求恢复' };
    expect((await world.profiles.importCustomers([row], 'api'))[0]?.status).toBe('updated');
  });
});
