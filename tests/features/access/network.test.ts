import { networkOf } from '../../../src/features/access/network';

test.each([
  ['192.0.2.17', '192.0.2'],
  ['::ffff:192.0.2.99', '192.0.2'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
  ['2001:0db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
