import { bodyFaults } from './body-faults';
import { Examination } from './examination';
import type { TemplateFault } from './faults';
import { forbiddenFor, type TemplatePlay, templatePlay } from './template-plays';
import { renderingFaults, wordFaults } from './text-faults';
import { type TemplateVariable, templateVariables } from './variables';

/** What a script may know: whoever is spoken to, who speaks, for whom, and the product in question. */
const script: TemplatePlay = {
  title: '话术',
  namespaces: ['customer', 'rep', 'shop', 'product'],
  whenKeys: [],
  forbids: [],
};

export const scriptVariables: readonly TemplateVariable[] = templateVariables.filter(({ namespace }) =>
  script.namespaces.includes(namespace),
);

/**
 * Everything that is wrong with a reply script, by place: the checks of templates, on a text without a header.
 *
 * @param play the scene it is said in, whose forbidden words are its too
 * @param neverSells said to somebody who complains or worries
 */
export function lintScript(
  text: string,
  { play, neverSells }: { play: string | null; neverSells: boolean },
): TemplateFault[] {
  const it = new Examination('text', text);
  const scene = play === null ? null : templatePlay(play);
  const rules = forbiddenFor({ ...script, forbids: scene?.forbids ?? [] }, neverSells);
  wordFaults(it, text, 0, rules);
  const parsed = bodyFaults(it, 0, text, 'script', script);
  if (parsed !== null) renderingFaults(it, parsed, 0, { rules });
  return it.faults();
}
