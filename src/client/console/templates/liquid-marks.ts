import type { Extension } from '@codemirror/state';
import { Prec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { Decoration, type DecorationSet, MatchDecorator, ViewPlugin, type ViewUpdate } from '@codemirror/view';

const mark = (name: string) => Decoration.mark({ class: `liquid-${name}` });
const output = mark('output');
const logic = mark('logic');
const parts: [RegExp, Decoration][] = [
  [/"[^"]*"|'[^']*'/g, mark('string')],
  [
    /\b(?:if|elsif|else|endif|unless|endunless|case|when|endcase|assign|capture|endcapture|and|or|contains)\b/g,
    mark('word'),
  ],
];

const matcher = new MatchDecorator({
  regexp: /\{\{.*?\}\}|\{%.*?%\}/g,
  decorate: (add, from, to, match) => {
    add(from, to, match[0].startsWith('{{') ? output : logic);
    for (const [pattern, decoration] of parts) {
      for (const found of match[0].matchAll(pattern)) {
        add(from + found.index, from + found.index + found[0].length, decoration);
      }
    }
  },
});

const plugin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (value) => value.decorations },
);

/** What is filled in and what is asked stands out from what the customer reads as it is, in light and in dark. */
export const liquidMarks: Extension = Prec.lowest(plugin);
