import { join } from 'node:path';
import { loadConfig } from '../../src/app/config';
import { readLibraryFolder } from '../../src/app/library-folder';
import { projectRoot } from '../../src/app/project-root';
import { proposerOf, replyLibraryOf } from '../../src/app/understanding';
import { guardBreaches } from './breaches';
import { type Case, readCases } from './cases';
import { countEntities, noEntityCounts } from './entities';
import { type Counts, f1, noCounts, recall } from './figures';
import { countIntent, macroF1, noIntentCounts, tableOf } from './intent-figures';

/** The cases were written on this day. */
const today = '2027-03-10';
const root = projectRoot();
const items = ['knowledge', 'scripts'].flatMap((folder) =>
  readLibraryFolder(join(root, 'config', 'sample-library', folder)),
);
const proposer = proposerOf(root, loadConfig(root, {}).festivals, replyLibraryOf(root, items));
const situation = {
  scope: {
    customer: { name: '王女士' },
    rep: { name: '小林' },
    product: { name: '净水器' },
    shop: { name: '久伴小店' },
  },
  optedOut: false,
  openProblem: false,
};

interface Measured {
  intents: ReturnType<typeof noIntentCounts>;
  entities: ReturnType<typeof noEntityCounts>;
  /** Shares of the messages. */
  moods: number;
  policies: number;
  /** Of those for which some source is right. */
  sources: Record<string, Counts>;
  breaches: string[];
  faults: string[];
}

function measure(cases: readonly Case[]): Measured {
  const measured: Measured = {
    intents: noIntentCounts(),
    entities: noEntityCounts(),
    moods: 0,
    policies: 0,
    sources: noIntentCounts(),
    breaches: [],
    faults: [],
  };
  for (const each of cases) {
    const { understanding, suggestions, choice } = proposer.propose(each.text, today, situation);
    const { intents, mood, entities } = understanding;
    const [{ intent, likelihood }] = intents as [(typeof intents)[number]]; // never empty
    const faults = countEntities(measured.entities, each, entities);
    const isRight = countIntent(measured.intents, each, intent);
    if (!isRight) faults.unshift(`${each.intents.join()} taken for ${intent} ${likelihood.toFixed(2)}`);
    if (mood === each.mood) measured.moods += 1 / cases.length;
    if ([each.policy].flat().includes(choice.policy)) measured.policies += 1 / cases.length;
    else faults.push(`policy ${choice.policy} (${choice.why}) instead of ${String(each.policy)}`);
    const proposed = suggestions.map(({ source }) => source.id);
    if (each.sources.length > 0) {
      const isAmong = proposed.some((id) => each.sources.includes(id));
      measured.sources[each.intents[0]!]![isAmong ? 'right' : 'missed'] += 1;
      if (!isAmong) faults.push(`sources ${proposed.join()} instead of ${each.sources.join()}`);
    }
    measured.breaches.push(...guardBreaches(each, suggestions, items));
    if (faults.length > 0) measured.faults.push(`${each.id} ${each.text.slice(0, 80)}\n    ${faults.join('\n    ')}`);
  }
  return measured;
}

function total(counts: Record<string, Counts>): Counts {
  const all = noCounts();
  for (const { right, missed } of Object.values(counts)) {
    all.right += right;
    all.missed += missed;
  }
  return all;
}

function tell(title: string, { intents, entities, moods, policies, sources }: Measured): void {
  const lines = [
    `${title}: intent macro-F1 ${macroF1(intents).toFixed(3)}, mood ${moods.toFixed(3)}, policy ${policies.toFixed(3)}, source among three ${recall(total(sources)).toFixed(3)}`,
    ...tableOf(intents),
    ...tableOf(entities),
    ...Object.entries(sources).map(
      ([intent, { right, missed }]) => `source for ${intent}: ${right} of ${right + missed}`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

const measured = measure(readCases('cases'));
tell('cases', measured);
// FAULTS=1 shows what was not as expected.
if (process.env.FAULTS) process.stdout.write(`${measured.faults.join('\n')}\n`);

describe('what customers write', () => {
  it('is understood by its intent', () => {
    expect(macroF1(measured.intents)).toBeGreaterThanOrEqual(0.9);
  });

  it('is not missed where somebody complains, opts out or wants a person', () => {
    expect(recall(measured.intents['opt-out'])).toBeGreaterThanOrEqual(0.98);
    expect(recall(measured.intents['human-wanted'])).toBeGreaterThanOrEqual(0.98);
    expect(recall(measured.intents.complaint)).toBeGreaterThanOrEqual(0.98);
  });

  it('has its days and people read from it', () => {
    expect(f1(measured.entities.dates)).toBeGreaterThanOrEqual(0.92);
    expect(f1(measured.entities.people)).toBeGreaterThanOrEqual(0.92);
    expect(f1(measured.entities.products)).toBeGreaterThanOrEqual(0.92);
    expect(f1(measured.entities['day facts'])).toBeGreaterThanOrEqual(0.92);
  });
});

describe('what is proposed', () => {
  it('has a right source among the three, and the right one replies', () => {
    expect(recall(total(measured.sources))).toBeGreaterThanOrEqual(0.9);
    expect(measured.policies).toBeGreaterThanOrEqual(0.9);
  });

  it('never says what no source says, and sells nothing where nothing may be sold', () => {
    expect(measured.breaches).toEqual([]);
  });
});

describe('what customers write that nobody looked at', () => {
  const unseen = measure(readCases('unseen'));
  tell('unseen', unseen);

  it('is understood nearly as well', () => {
    expect(macroF1(unseen.intents)).toBeGreaterThanOrEqual(0.88);
    expect(f1(unseen.entities.dates)).toBeGreaterThanOrEqual(0.9);
    expect(f1(unseen.entities.people)).toBeGreaterThanOrEqual(0.85);
  });
});
