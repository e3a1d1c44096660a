import { dayAt, freeDay, placeOf, reachOf } from '../../../src/client/console/products/rhythm-scale';

describe('the line of days', () => {
  test('gives every day back from its own place', () => {
    for (const reach of [30, 365, 3650]) {
      for (let day = 0; day <= reach; day += 1) expect(dayAt(placeOf(day, reach), reach)).toBe(day);
    }
  });

  test('ends at its ends, however far the hand goes', () => {
    expect([dayAt(-3, 90), dayAt(7, 90)]).toEqual([0, 90]);
  });

  test('has room behind the last step', () => {
    expect(reachOf([])).toBe(30);
    expect(reachOf([180])).toBe(225);
  });
});

test('a step that comes upon another passes over it, and stays where there is no room', () => {
  expect(freeDay(3, 2, [3, 4], 100)).toBe(5);
  expect(freeDay(3, 4, [3], 100)).toBe(2);
  expect(freeDay(0, 1, [0], 100)).toBeNull();
});
