import { ok, startWecomWorld } from './support/wecom-world';
import type { WecomWorld } from './support/wecom-world';

let world: WecomWorld;
beforeEach(async () => {
  world = await startWecomWorld();
});
afterEach(() => world.stub.stop());

it('a rep is active only in status 1', async () => {
  const { stub, client } = world;
  stub.answer(
    'user/get',
    { ...ok, userid: '007', name: '林', department: [2, 5], status: 1 },
    { userid: '007', status: 5 },
  );
  await expect(client.getRep('007')).resolves.toEqual({
    repUserId: '007',
    name: '林',
    departmentIds: [2, 5],
    active: true,
  });
  await expect(client.getRep('007')).resolves.toMatchObject({ active: false });
});

it('reps are listed through the departments once each, with those who are visible by themselves', async () => {
  const { stub, client } = world;
  stub.answer('department/simplelist', { ...ok, department_id: [{ id: 2 }, { id: 5 }] });
  stub.on('user/simplelist', ({ query }) => ({
    json:
      query.get('department_id') === '2'
        ? {
            ...ok,
            userlist: [
              { userid: 'lin', name: '林', department: [2] },
              { userid: 'gao', name: '高' },
            ],
          }
        : { ...ok, userlist: [{ userid: 'LIN', name: '林', department: [5] }] },
  }));
  stub.answer('agent/get', {
    ...ok,
    name: '久伴',
    close: 0,
    allow_userinfos: { user: [{ userid: 'Gao' }, { userid: 'wu' }, { userid: 'left' }] },
    allow_partys: { partyid: [2] },
  });
  stub.on('user/get', ({ query }) => ({
    json:
      query.get('userid') === 'wu'
        ? { ...ok, userid: 'wu', name: '吴', department: [9], status: 1 }
        : { errcode: 60111 },
  }));
  await expect(client.listReps()).resolves.toEqual([
    { repUserId: 'lin', name: '林', departmentIds: [2, 5], active: true },
    { repUserId: 'gao', name: '高', departmentIds: [2], active: true },
    { repUserId: 'wu', name: '吴', departmentIds: [9], active: true },
  ]);
});

it('the agent tells its visible range', async () => {
  const { stub, client } = world;
  stub.answer('agent/get', { ...ok, name: '久伴', close: 1, allow_partys: { partyid: [2] } });
  await expect(client.getAgent()).resolves.toEqual({ name: '久伴', closed: true, repUserIds: [], departmentIds: [2] });
  expect(stub.asked('agent/get')[0]?.query.get('agentid')).toBe('1000002');
});

it('a login is a rep, a customer or nobody we know', async () => {
  const { stub, client } = world;
  stub.answer(
    'auth/getuserinfo',
    { ...ok, userid: 'lin' },
    { ...ok, openid: 'o1', external_userid: 'wm1' },
    { ...ok, openid: 'o' },
  );
  await expect(client.getLogin('a+b/=')).resolves.toEqual({ repUserId: 'lin', externalUserId: null });
  await expect(client.getLogin('c')).resolves.toEqual({ repUserId: null, externalUserId: 'wm1' });
  await expect(client.getLogin('d')).resolves.toEqual({ repUserId: null, externalUserId: null });
  expect(stub.asked('auth/getuserinfo')[0]?.query.get('code')).toBe('a+b/=');
});
