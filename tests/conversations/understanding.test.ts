import { loadConfig } from '../../src/app/config';
import { understanderOf } from '../../src/app/understanding';
import { projectRoot } from '../../src/app/project-root';
import { type Case, readCases } from './cases';
import { countEntities, noEntityCounts } from './entities';
import { f1, recall } from './figures';
import { countIntent, macroF1, noIntentCounts, tableOf } from './intent-figures';

/** The cases were written on this day. */
const today = '2027-03-10';
const root = projectRoot();
const understander = understanderOf(root, loadConfig(root, {}).festivals);

interface Measured {
  intents: ReturnType<typeof noIntentCounts>;
  entities: ReturnType<typeof noEntityCounts>;
  moods: number;
  faults: string[];
}

function measure(cases: readonly Case[]): Measured {
  const measured: Measured = { intents: noIntentCounts(), entities: noEntityCounts(), moods: 0, faults: [] };
  for (const each of cases) {
    const { intents, mood, entities } = understander.understand(each.text, today);
    const [{ intent, likelihood }] = intents as [(typeof intents)[number]]; // never empty
    const faults = countEntities(measured.entities, each, entities);
    const isRight = countIntent(measured.intents, each, intent);
    if (!isRight) faults.unshift(`${each.intents.join()} taken for ${intent} ${likelihood.toFixed(2)}`);
    if (mood === each.mood) measured.moods += 1;
    if (faults.length > 0) measured.faults.push(`${each.id} ${each.text.slice(0, 80)}\n    ${faults.join('\n    ')}`);
  }
  measured.moods /= cases.length;
  return measured;
}

function tell(title: string, { intents, entities, moods }: Measured): void {
  const lines = [
    `${title}: intent macro-F1 ${macroF1(intents).toFixed(3)}, mood right ${moods.toFixed(3)}`,
    ...tableOf(intents),
    ...tableOf(entities),
  ];
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

describe('what customers write', () => {
  const measured = measure(readCases('cases'));
  tell('cases', measured);
  // FAULTS=1 shows what was not as expected.
  if (process.env.FAULTS) process.stdout.write(`${measured.faults.join('\n')}\n`);

  it('is understood by its intent', () => {
    expect(macroF1(measured.intents)).toBeGreaterThanOrEqual(0.9);
  });

  it('is not missed where somebody complains, opts out or wants a person', () => {
    expect(recall(measured.intents['opt-out'])).toBeGreaterThanOrEqual(0.98);
    expect(recall(measured.intents['human-wanted'])).toBeGreaterThanOrEqual(0.98);
    expect(recall(measured.intents.complaint)).toBeGreaterThanOrEqual(0.85);
  });

  it('has its days and people read from it', () => {
    expect(f1(measured.entities.dates)).toBeGreaterThanOrEqual(0.92);
    expect(f1(measured.entities.people)).toBeGreaterThanOrEqual(0.92);
    expect(f1(measured.entities.products)).toBeGreaterThanOrEqual(0.92);
    expect(f1(measured.entities['day facts'])).toBeGreaterThanOrEqual(0.92);
  });
});

describe('what customers write that nobody looked at', () => {
  const measured = measure(readCases('unseen'));
  tell('unseen', measured);

  it('is understood nearly as well', () => {
    expect(macroF1(measured.intents)).toBeGreaterThanOrEqual(0.85);
    expect(f1(measured.entities.dates)).toBeGreaterThanOrEqual(0.9);
    expect(f1(measured.entities.people)).toBeGreaterThanOrEqual(0.85);
  });
});
