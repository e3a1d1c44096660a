import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { TemplateVariableView } from '../../../contract/console/templates';

/** Offers the play's variables inside `{{ }}` and `{% %}`, by their path and by what people call them. */
export function variableCompletion(variables: readonly TemplateVariableView[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 200), context.pos);
    const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
    const closed = Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'));
    if (open === -1 || closed > open) return null;
    const typed = /[\w.\u4e00-\u9fff]*$/.exec(before)?.[0] ?? '';
    const wanted = variables.filter(({ path, title }) => path.includes(typed) || title.includes(typed));
    if (wanted.length === 0) return null;
    return {
      from: context.pos - typed.length,
      filter: false,
      options: wanted.map(({ path, title, description }) => {
        return { label: path, detail: title, info: description, type: 'variable' };
      }),
    };
  };
}
