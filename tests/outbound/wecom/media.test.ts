import { CareError } from '../../../src/kernel/errors';
import { ok, startWecomWorld } from './support/wecom-world';
import type { WecomWorld } from './support/wecom-world';

let world: WecomWorld;
beforeEach(async () => {
  world = await startWecomWorld();
});
afterEach(() => world.stub.stop());

const picture = Buffer.from('not really a picture');

it('media go up as multipart under their name, and again when the answer is lost', async () => {
  const { stub, client } = world;
  stub.answer('media/upload', { drop: true }, { ...ok, type: 'image', media_id: 'MID', created_at: '1767225600' });
  await expect(client.uploadMedia('image', '生日.PNG', picture)).resolves.toEqual({ mediaId: 'MID' });
  const requests = stub.asked('media/upload');
  expect(requests).toHaveLength(2);
  for (const request of requests) {
    expect(request.query.get('type')).toBe('image');
    expect(request.query.get('access_token')).toBe('token-1');
    expect(request.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(request.raw).toContain('name="media"; filename="生日.PNG"');
    expect(request.raw).toContain('Content-Type: image/png');
    expect(request.raw).toContain('not really a picture');
  }
});

it('a picture gets a lasting url', async () => {
  const { stub, client } = world;
  stub.answer('media/uploadimg', { ...ok, url: 'https://wework/p' });
  await expect(client.uploadImage('a.jpg', picture)).resolves.toEqual({ url: 'https://wework/p' });
});

it.each([
  ['image', 5],
  ['image', 10 * 1024 * 1024 + 1],
  ['voice', 2 * 1024 * 1024 + 1],
  ['file', 20 * 1024 * 1024 + 1],
] as const)('%s of %i bytes is refused', async (kind, size) => {
  await expect(world.client.uploadMedia(kind, 'x', Buffer.alloc(size))).rejects.toThrow(CareError);
  expect(world.stub.requests).toEqual([]);
});
