import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { AesVault } from '../../src/outbound/vault';

const key = randomBytes(32);
const vault = new AesVault(key);

test('what is sealed is opened again, whatever it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (plain) => vault.open(vault.seal(plain)) === plain));
  expect(vault.open(vault.seal('👨‍👩‍👧 喜欢绿茶'))).toBe('👨‍👩‍👧 喜欢绿茶');
});

test('the same words are sealed differently each time, beyond one draw of random bytes too', () => {
  expect(new Set(Array.from({ length: 1000 }, () => vault.seal('13800000000'))).size).toBe(1000);
});

test('a sealed text shows neither its words nor its key, and its size is known', () => {
  const sealed = vault.seal('13800000000');
  expect(sealed).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
  expect(sealed).not.toContain('138');
  // 12 of the IV, 16 of the tag: what a column must hold
  expect(sealed).toHaveLength(9 + Math.ceil(((11 + 28) * 8) / 6));
});

test('another process with the same key opens it; one with another key says which key is missing', () => {
  const sealed = vault.seal('秘密');
  expect(new AesVault(Buffer.from(key)).open(sealed)).toBe('秘密');
  expect(() => new AesVault(randomBytes(32)).open(sealed)).toThrow(`sealed with key ${sealed.slice(0, 8)}`);
});

test('a sealed text that was changed anywhere is not opened', () => {
  const sealed = vault.seal('满减 100 元');
  const bytes = Buffer.from(sealed.slice(9), 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => vault.open(`${sealed.slice(0, 9)}${changed.toString('base64url')}`)).toThrow();
  }
  for (const broken of ['', '.', sealed.slice(0, 9), sealed.slice(0, 30), sealed.slice(9), `${sealed.slice(0, -4)}`]) {
    expect(() => vault.open(broken)).toThrow();
  }
});

test('a tag cut short does not count', () => {
  const sealed = vault.seal('');
  const cut = Buffer.from(sealed.slice(9), 'base64url').subarray(0, 12 + 12);
  expect(() => vault.open(`${sealed.slice(0, 9)}${cut.toString('base64url')}`)).toThrow();
});

test('a fingerprint finds the same words again under the same key only', () => {
  expect(vault.fingerprint('13800000000')).toBe(new AesVault(key).fingerprint('13800000000'));
  expect(vault.fingerprint('13800000000')).toMatch(/^[0-9a-f]{64}$/);
  expect(vault.fingerprint('13800000000')).not.toBe(vault.fingerprint('13800000001'));
  expect(vault.fingerprint('13800000000')).not.toBe(new AesVault(randomBytes(32)).fingerprint('13800000000'));
});

test.each([0, 16, 31, 33])('a key of %i bytes is refused', (length) => {
  expect(() => new AesVault(randomBytes(length))).toThrow('32 bytes');
});
