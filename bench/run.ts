import { console_ } from './console';
import { plan } from './plan';
import { replies } from './replies';
import { start } from './start';
import { webhook } from './webhook';

const benchmarks: Record<string, () => Promise<void>> = { webhook, plan, start, console: console_, replies };

/** `npm run bench -- NAME`: one JSON line a figure, `{"name","value","unit","baseline","ratio"}`. */
async function main(): Promise<void> {
  const name = process.argv[2] ?? '';
  const benchmark = benchmarks[name];
  if (!benchmark) {
    console.error(`no benchmark "${name}": choose one of ${Object.keys(benchmarks).join(', ')}`);
    process.exit(2);
  }
  await benchmark();
  process.exit(0);
}

void main();
