import type { CareValue } from '../../../contract/console/settings';
import { type CareField, careFields } from './care-fields';

export type Scalar = number | string;

export function valueAt(care: CareValue, path: string): Scalar {
  const [group = '', name = ''] = path.split('.');
  const held = care[group];
  return (held && !Array.isArray(held) ? held[name] : undefined) ?? '';
}

export function withValue(care: CareValue, path: string, value: Scalar): CareValue {
  const [group = '', name = ''] = path.split('.');
  const held = care[group];
  return held && !Array.isArray(held) ? { ...care, [group]: { ...held, [name]: value } } : care;
}

export function playsOffOf({ playsOff }: CareValue): string[] {
  return Array.isArray(playsOff) ? playsOff : [];
}

/** One difference, in the words of the page. */
export interface Difference {
  path: string;
  label: string;
  from: string;
  to: string;
}

export type PlayNames = readonly { name: string; title: string }[];

/** What differs from one set of rules to another. */
export function differences(from: CareValue, to: CareValue, plays: PlayNames): Difference[] {
  const fields = careFields
    .filter(({ path }) => valueAt(from, path) !== valueAt(to, path))
    .map((field) => ({
      path: field.path,
      label: labelOf(field),
      from: textOf(field, valueAt(from, field.path)),
      to: textOf(field, valueAt(to, field.path)),
    }));
  const [offBefore, offAfter] = [playsOffOf(from), playsOffOf(to)];
  const switched = plays.filter(({ name }) => offBefore.includes(name) !== offAfter.includes(name));
  return [
    ...fields,
    ...switched.map(({ name, title }) => ({
      path: `playsOff.${name}`,
      label: `打法 · ${title}`,
      from: offBefore.includes(name) ? '关' : '开',
      to: offAfter.includes(name) ? '关' : '开',
    })),
  ];
}

/** Takes over what differs between `base` and `mine` on to `theirs`. */
export function carriedOver(base: CareValue, mine: CareValue, theirs: CareValue): CareValue {
  const changed = careFields.filter(({ path }) => valueAt(base, path) !== valueAt(mine, path));
  const merged = changed.reduce((care, { path }) => withValue(care, path, valueAt(mine, path)), theirs);
  const isOff = (play: string) => {
    const [was, is] = [playsOffOf(base).includes(play), playsOffOf(mine).includes(play)];
    return was === is ? playsOffOf(theirs).includes(play) : is;
  };
  const known = [...new Set([base, mine, theirs].flatMap(playsOffOf))];
  return { ...merged, playsOff: known.filter(isOff) };
}

export function textOf(field: CareField, value: Scalar): string {
  if (field.kind === 'number') return `${value} ${field.unit}`;
  if (field.kind === 'money') return `${(Number(value) / 100).toLocaleString('zh-CN')} 元`;
  if (field.kind === 'percent') return `${Math.round(Number(value) * 100)}%`;
  if (field.kind === 'choice') return field.choices.find((choice) => choice.value === value)?.label ?? String(value);
  return String(value);
}

function labelOf({ label, path }: CareField): string {
  return path.startsWith('quietHours.') ? `安静时段${label}` : label;
}
