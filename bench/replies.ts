import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../src/app/config';
import { projectRoot } from '../src/app/project-root';
import { proposerOf, replyLibraryOf } from '../src/app/understanding';
import { intents } from '../src/features/replies/intents';
import { type LibraryItem, replyKinds } from '../src/features/replies/library';

const scripts = 10_000;
const messages = 500;
const today = '2027-03-10';
const situation = { scope: { customer: { name: '王女士' } }, optedOut: false, openProblem: false };

/** Suggestions from 10,000 scripts: how long the library takes to build, and one message against a library of 100. */
export async function replies(): Promise<void> {
  const root = projectRoot();
  const lines = readFileSync(join(root, 'config/understanding/everyday.tsv'), 'utf8').trim().split('\n');
  const texts = lines.map((line) => line.split('\t')[2] ?? '');
  const proposerWith = (count: number) =>
    proposerOf(
      root,
      loadConfig(root, {}).festivals,
      replyLibraryOf(
        root,
        Array.from({ length: count }, (_, at) => scriptOf(at, texts)),
      ),
    );
  const small = p95(proposerWith(100), texts);
  const startedAt = performance.now();
  const proposer = proposerWith(scripts);
  const builtMs = performance.now() - startedAt;
  const large = p95(proposer, texts);
  for (const figure of [
    { name: 'replies.library_of_10000_built', value: builtMs, unit: 'ms', baseline: null, ratio: null },
    { name: 'replies.suggestion_p95_of_10000', value: large, unit: 'ms', baseline: small, ratio: large / small },
  ]) {
    console.log(JSON.stringify(figure));
  }
}

/** Scripts that differ: each is two messages that somebody wrote. */
function scriptOf(at: number, texts: string[]): LibraryItem {
  const [one, other] = [texts[at % texts.length]!, texts[(at * 7 + 3) % texts.length]!]; // within
  return {
    ...{ id: `script/${at}`, origin: 'script', title: one.slice(0, 20), questions: [], body: `${one}。${other}` },
    kind: replyKinds[at % replyKinds.length]!,
    intents: [intents[at % intents.length]!],
  };
}

function p95(proposer: ReturnType<typeof proposerOf>, texts: string[]): number {
  const spans = texts.slice(0, messages).map((text) => {
    const startedAt = performance.now();
    proposer.propose(text, today, situation);
    return performance.now() - startedAt;
  });
  return spans.sort((one, other) => one - other)[Math.floor(messages * 0.95)]!; // within
}
