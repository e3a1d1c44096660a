import { chatTime, civilDay, clockTime, fullDay, instantAt, weekday } from '../../../src/client/sandbox/shanghai-time';

const at = (iso: string) => Date.parse(iso);

describe("the sandbox page's clock", () => {
  it("tells the shop's day, not that of UTC", () => {
    const late = at('2027-02-28T16:30:00Z');
    expect(civilDay(late)).toBe('2027-03-01');
    expect(clockTime(late)).toBe('00:30');
    expect(weekday(late)).toBe('星期一');
    expect(fullDay('2027-03-01')).toBe('2027年3月1日');
  });

  it('finds the instant of a day and hour', () => {
    expect(instantAt('2027-09-15', '09:05')).toBe(at('2027-09-15T01:05:00Z'));
  });

  it('tells the time of a message as far back as it is needed', () => {
    const now = at('2027-03-01T10:00:00+08:00');
    expect(chatTime(at('2027-03-01T09:05:00+08:00'), now)).toBe('09:05');
    expect(chatTime(at('2027-02-28T23:59:00+08:00'), now)).toBe('2月28日 23:59');
    expect(chatTime(at('2026-12-31T09:05:00+08:00'), now)).toBe('2026年12月31日 09:05');
  });
});
