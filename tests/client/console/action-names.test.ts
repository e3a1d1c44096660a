import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionName } from '../../../src/client/console/audit/action-names';

const features = join(__dirname, '../../../src/features');

/** As the verbs write them into the trail, where they write them in one word. */
function recordedActions(): string[] {
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const texts = files.map((path) => readFileSync(join(features, path), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/\baction: (?:\w+ \? )?'([a-z]+\.[a-z_-]+)'/g)]);
  return [...new Set(found.map(([, action = '']) => action))];
}

test('every deed that the audit keeps is called by words of people', () => {
  const actions = recordedActions();
  expect(actions.length).toBeGreaterThan(30);
  expect(actions.filter((action) => actionName(action) === action)).toEqual([]);
});
