import { addDays } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';
import { birthday, greetingOccasion } from '../plays/birthday';
import { type GreetingDay, greetingDays } from '../plays/greeting-days';
import { type CustomerInHand, write } from './customer-day';
import type { PlanRun } from './plan-run';

/** Every date of a customer comes again within so many days. */
const aheadDays = 400;

/** Words for a day that is the customer's own. */
export interface Wish {
  /** zh-CN: 客户生日, 女儿的生日, 结婚纪念日. */
  label: string;
  on: CivilDay;
  text: string;
}

/**
 * The words that the plan would choose for the customer's next day of a kind.
 *
 * @param about as a rep says it: 生日, 女儿生日, 结婚纪念日; empty: whatever comes next
 * @returns null: no confirmed day of that kind, or no text for it
 */
export function wishFor(customer: CustomerInHand, run: PlanRun, about: string): Wish | null {
  const { facts } = customer;
  if (facts.deceased) return null;
  const { day } = run.day;
  const coming = greetingDays(facts, day, addDays(day, aheadDays), run.settings.birthdays);
  const greeting = chosen(coming, about);
  if (!greeting) return null;
  const play = run.plays.find(({ name }) => name === greeting.play) ?? birthday;
  const occasion = greetingOccasion(greeting, greeting.key, greeting.label);
  const { text } = write({ play, occasion }, customer, run);
  return text && { label: greeting.label, on: greeting.on, text: text.text };
}

/** 生日 alone is the customer's own; other words must stand in the day's name. */
function chosen(coming: GreetingDay[], about: string): GreetingDay | undefined {
  const wanted = about.replaceAll('的', '');
  if (wanted === '') return coming[0];
  if (wanted === '生日' || wanted === '生日快乐') return coming.find(({ play }) => play === 'birthday');
  return coming.find(({ label }) => label.replaceAll('的', '').includes(wanted));
}
