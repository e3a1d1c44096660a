import { addDays, daysBetween } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';
import { playTitles } from '../../kernel/play-titles';
import { greetingDays } from './greeting-days';
import type { CustomerFacts, DayFacts, Play } from './play';
import { whyDue, whyNotDue } from './texts';

/** 老带新: asks a customer who keeps coming back to recommend us. Each ask needs a new sign: an order since the last ask. */
export const referral: Play = {
  name: 'referral',
  title: playTitles.referral,
  commercial: 'yes',
  path: 'suggestion',
  priority: 9,

  due(facts, day) {
    const chance = chanceOf(facts, day);
    if (typeof chance === 'string') return [];
    const { firstOn, lastOn, deliveredOn } = chance;
    return [
      {
        key: `referral:${firstOn}`,
        firstOn,
        lastOn,
        from: '15:00',
        until: '21:30',
        topic: 'referral',
        commercial: true,
        weight: 0,
        exempt: false,
        details: { orders: facts.orderCount, deliveredOn },
        match: {},
        why: whyDue.referral(facts.orderCount, deliveredOn),
      },
    ];
  },

  whyNot(facts: CustomerFacts, day: DayFacts) {
    const chance = chanceOf(facts, day);
    return typeof chance === 'string' ? chance : '';
  },
};

/** The days of the ask, or why there are none now. */
function chanceOf(
  facts: CustomerFacts,
  { day, settings }: DayFacts,
): { firstOn: CivilDay; lastOn: CivilDay; deliveredOn: CivilDay } | string {
  const rules = settings.referral;
  const { orderCount, lastDeliveredOn: deliveredOn, lastReferralOn: askedOn, problemClosedOn } = facts;
  if (orderCount < rules.minOrders) return whyNotDue.fewOrders(orderCount, rules.minOrders);
  if (deliveredOn === null) return whyNotDue.notDelivered;
  if (askedOn !== null && askedOn >= deliveredOn) return whyNotDue.alreadyAsked(askedOn);

  const firstOn = latest(
    addDays(deliveredOn, rules.daysAfterDelivery),
    askedOn === null ? null : addDays(askedOn, rules.daysBetween),
  );
  const lastOn = addDays(firstOn, rules.validDays);
  if (day < firstOn) return whyNotDue.askLater(firstOn);
  if (day > lastOn) return whyNotDue.askOver(lastOn);
  if (problemClosedOn !== null && daysBetween(problemClosedOn, day) < rules.daysAfterProblem) {
    return whyNotDue.nearProblem(rules.daysAfterProblem);
  }
  const near = { from: addDays(day, -rules.daysAroundBirthday), to: addDays(day, rules.daysAroundBirthday) };
  const birthday = greetingDays(facts, near.from, near.to, settings.birthdays).find(({ play }) => play === 'birthday');
  return birthday ? whyNotDue.nearBirthday(birthday.on) : { firstOn, lastOn, deliveredOn };
}

function latest(one: CivilDay, other: CivilDay | null): CivilDay {
  return other !== null && other > one ? other : one;
}
