import { TryLimits } from '../../src/outbound/try-limits';
import { clearRedis, redisUrl } from '../support/databases';

const rule = { points: 3, duration: 60 };
const prefix = 'jiuban-try-limits';
const nodes: TryLimits[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) node.stop();
  await clearRedis(prefix);
});

async function node(url = redisUrl) {
  const limits = await TryLimits.onRedis({ redisUrl: url, prefix });
  nodes.push(limits);
  return limits.limitOf('login', rule);
}

test('tries at one node count at the other', async () => {
  const [one, other] = [await node(), await node()];
  await one.consume('zhang');
  await one.consume('zhang');
  await other.consume('zhang');
  await expect(one.consume('zhang')).rejects.toMatchObject({ consumedPoints: 4 });
  await expect(other.consume('zhang')).rejects.toMatchObject({ consumedPoints: 5 });
  await expect(other.consume('wang')).resolves.toMatchObject({ consumedPoints: 1 });
});

test('while Redis is away each node counts for itself', async () => {
  const alone = await node('redis://127.0.0.1:9');
  for (let tries = 0; tries < 3; tries += 1) await alone.consume('zhang');
  await expect(alone.consume('zhang')).rejects.toMatchObject({ consumedPoints: 4 });
});
