import { addDays, civilDay, civilMinutes } from '../../../src/kernel/calendar';
import { sampleProducts } from '../../../src/sandbox/sample-shop';
import type { World } from '../../support/world';
import { cast, type Person, reps } from './cast';
import { Chronicle, type Customer, zone } from './chronicle';
import { type Reports, yearOfOrders } from './orders';
import { isThere, RepsAtWork } from './reps-at-work';
import { Troubles } from './troubles';

/** One year of a shop: reps and customers who live it, and what goes wrong meanwhile. */
export class Year {
  readonly customers: Customer[] = [];
  readonly chronicle = new Chronicle();
  private readonly repsAtWork: RepsAtWork;
  private readonly troubles: Troubles;
  private reports: Reports = new Map();
  private reportedTo = '';

  constructor(private readonly world: World) {
    const { chronicle } = this;
    this.repsAtWork = new RepsAtWork(world, chronicle);
    const walkTo = (text: string) => this.walkTo(text);
    this.troubles = new Troubles(world, { chronicle, walkTo, report: () => this.report() });
  }

  /** Before the first day: the reps, their friends, what is known of them, and the orders of last year. */
  async begin(): Promise<void> {
    const { world } = this;
    for (const [repUserId, { name, habit }] of Object.entries(reps)) if (!habit.joinsOn) world.rep(repUserId, name);
    await world.settle();
    // They were friends before the app came, so nobody tells it.
    world.sandbox.setCallbackUrl(undefined);
    const friends = cast.filter(({ joinsOn }) => joinsOn === null);
    for (const person of friends) this.customers.push({ ...person, externalUserId: this.befriend(person, person.rep) });
    world.clock.moveTo(world.clock.now() + 60_000);
    for (const person of friends) if (person.secondRep) this.befriend(person, person.secondRep);
    world.sandbox.setCallbackUrl(`${world.url}/wecom/callback`);
    await world.app.features.contacts.sync();
    await this.post('/products', sampleProducts);
    await this.learn(this.customers);
    this.reports = yearOfOrders(this.customers);
    await this.report();
  }

  async live(from: string, to: string): Promise<void> {
    for (let day = from; day <= to; day = addDays(day, 1)) {
      if (day < this.day) continue;
      await this.troubles.before(day);
      await this.walkTo(`${day} 21:32`);
    }
  }

  private get day(): string {
    return civilDay(this.world.clock.now(), zone);
  }

  private get now(): number {
    return this.world.clock.now();
  }

  private walkTo(text: string): Promise<void> {
    return this.world.walkTo(text, () => this.atStop());
  }

  private async atStop(): Promise<void> {
    const minutes = civilMinutes(this.now, zone);
    const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    if (time === '08:45') await this.morning();
    if (time >= '09:00' && time < '21:30') await this.repsAtWork.act(time);
  }

  private async morning(): Promise<void> {
    this.repsComeAndGo();
    await this.newcomers();
    await this.optOuts();
    await this.complaints();
    this.partings();
    await this.world.settle();
    await this.report();
  }

  private repsComeAndGo(): void {
    const { platform } = this.world.sandbox;
    for (const [repUserId, { name, habit }] of Object.entries(reps)) {
      if (habit.joinsOn === this.day) this.world.rep(repUserId, name);
      if (habit.leavesOn === this.day) platform.repLeaves(repUserId);
    }
  }

  private async newcomers(): Promise<void> {
    const coming = cast.filter(({ joinsOn }) => joinsOn === this.day);
    const joined = coming.map((person) => ({ ...person, externalUserId: this.befriend(person, person.rep) }));
    if (joined.length === 0) return;
    this.customers.push(...joined);
    await this.world.settle();
    await this.learn(joined);
    for (const [on, orders] of yearOfOrders(joined)) {
      const renamed = orders.map((order) => ({ ...order, orderNo: `${order.orderNo}-${joined[0]?.index}` }));
      this.reports.set(on, [...(this.reports.get(on) ?? []), ...renamed]);
    }
  }

  /** 退订 by the rep's words and by the API. */
  private async optOuts(): Promise<void> {
    for (const { index, rep, name, externalUserId } of this.customers) {
      const month = String((Math.floor(index / 23) % 10) + 2).padStart(2, '0');
      if (index % 23 !== 11 || this.day !== `2027-${month}-12`) continue;
      if (index % 2) await this.post('/customers/import', [{ externalUserId, optedOut: true }]);
      else this.world.sandbox.platform.repWritesToApp(rep, `${name} 退订 嫌打扰`);
      await this.world.settle();
      this.chronicle.optedOutAt.set(externalUserId, this.now);
    }
  }

  /** Opened, and closed some weeks later. */
  private async complaints(): Promise<void> {
    const { profiles } = this.world.app.features;
    for (const { index, externalUserId } of this.customers) {
      if (index % 19 !== 7) continue;
      const openOn = `2027-${String((index % 11) + 1).padStart(2, '0')}-15`;
      const open = this.chronicle.problems.find((one) => one.externalUserId === externalUserId);
      if (this.day === openOn) {
        await profiles.openProblem(externalUserId, { problem: '漏水，等上门', by: 'api' });
        this.chronicle.problems.push({ externalUserId, from: this.now, to: Infinity });
      } else if (open && this.day === addDays(openOn, 25)) {
        await profiles.closeProblem(externalUserId, { by: 'api' });
        open.to = this.now;
      }
    }
  }

  /** Some customers delete their rep, and every other one of them comes back. */
  private partings(): void {
    const { platform } = this.world.sandbox;
    for (const { index, rep, name, externalUserId } of this.customers) {
      if (index % 21 !== 5 || !isThere(reps[rep]!.habit, this.day)) continue; // every rep is in the table
      const leavesOn = `2027-${String((index % 9) + 2).padStart(2, '0')}-08`;
      const parting = this.chronicle.partings.find((one) => one.externalUserId === externalUserId);
      if (this.day === leavesOn && !parting) {
        platform.customerDeletesRep(externalUserId, rep);
        this.chronicle.partings.push({ externalUserId, from: this.now, to: Infinity });
      } else if (parting && index % 2 && this.day === addDays(leavesOn, 20)) {
        platform.customerAddsRep({ repUserId: rep, customerName: name, externalUserId });
        parting.to = this.now;
      }
    }
  }

  /** Everything that was not reported yet, up to today. */
  private async report(): Promise<void> {
    const { day } = this;
    const due = [...this.reports]
      .filter(([on]) => this.reportedTo < on && on <= day)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    this.reportedTo = day;
    const orders = due.flatMap(([, some]) => some);
    for (let start = 0; start < orders.length; start += 500)
      await this.post('/orders', orders.slice(start, start + 500));
    if (orders.length > 0) this.chronicle.count('order reports', orders.length);
  }

  /** What the shop's files say of these customers. */
  private learn(customers: readonly Customer[]): Promise<void> {
    const rows = customers
      .map(({ externalUserId, birthday, otherDates }) => ({
        externalUserId,
        dates: [...(birthday ? [birthday] : []), ...otherDates],
      }))
      .filter(({ dates }) => dates.length > 0);
    return this.post('/customers/import', rows);
  }

  private async post(path: string, rows: readonly unknown[]): Promise<void> {
    if (rows.length === 0) return;
    const { results } = await this.world.api<{ results: { status: string; errors?: unknown }[] }>('POST', path, rows);
    const refused = results.filter(({ status }) => status === 'rejected');
    if (refused.length > 0) throw new Error(`${path}: ${JSON.stringify(refused.slice(0, 3))}`);
  }

  private befriend({ name }: Person, repUserId: string): string {
    return this.world.sandbox.platform.customerAddsRep({ repUserId, customerName: name }).externalUserId;
  }
}
