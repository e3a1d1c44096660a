import { newId } from '../../src/kernel/ids';

const at = Date.parse('2027-01-04T10:00:00+08:00');

test('an id has 32 hex digits, and no two are the same', () => {
  const ids = Array.from({ length: 1000 }, () => newId(at + 0.5));
  expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});

test('ids sort by time, and within a millisecond by the order of their making', () => {
  const made = [newId(at), ...Array.from({ length: 100 }, () => newId(at + 1)), newId(at + 2)];
  expect([...made].sort()).toEqual(made);
  expect(newId(at - 1) < made[0]!).toBe(true);
});
