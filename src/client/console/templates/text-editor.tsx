import { autocompletion } from '@codemirror/autocomplete';
import { liquid } from '@codemirror/lang-liquid';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { TemplateFaultView, TemplateVariableView } from '../../../contract/console/templates';
import { liquidMarks } from './liquid-marks';
import { variableCompletion } from './variable-completion';

/** What the page may do in the editor. */
export interface TextEditorHandle {
  /** At the cursor, over what is selected. */
  insert(text: string): void;
  goTo(fault: TemplateFaultView): void;
}

interface Props {
  value: string;
  readOnly: boolean;
  variables: readonly TemplateVariableView[];
  faults: readonly TemplateFaultView[];
  /** Lines of the source that stand before what is edited here. */
  linesBefore: number;
  onChange: (value: string) => void;
  onSave: () => void;
  handle: Ref<TextEditorHandle>;
}

/** CodeMirror on a message's text: marks what is filled in, completes variables, underlines what is wrong. */
export function TextEditor(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  const readOnly = useRef(new Compartment());
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const editor = new EditorView({
      parent: box.current!, // rendered below
      doc: latest.current.value,
      extensions: [
        minimalSetup,
        liquid(),
        liquidMarks,
        lintGutter(),
        EditorView.lineWrapping,
        placeholder('写给客户的话，例如：{{ customer.name }}，……'),
        EditorView.contentAttributes.of({ 'aria-label': '文案内容' }),
        autocompletion({ override: [(context) => variableCompletion(latest.current.variables)(context)] }),
        keymap.of([{ key: 'Mod-s', run: () => (latest.current.onSave(), true) }]),
        readOnly.current.of([]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current.onChange(update.state.doc.toString());
        }),
      ],
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);
  useEffect(() => {
    const extension = props.readOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : [];
    view.current?.dispatch({ effects: readOnly.current.reconfigure(extension) });
  }, [props.readOnly]);
  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === props.value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: props.value } });
  }, [props.value]);
  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const diagnostics = props.faults.flatMap((fault) => diagnosticOf(fault, editor.state, props.linesBefore));
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [props.faults, props.linesBefore]);
  useImperativeHandle(props.handle, () => ({
    insert: (text) => {
      const editor = view.current;
      if (!editor || latest.current.readOnly) return;
      editor.dispatch(editor.state.replaceSelection(text));
      editor.focus();
    },
    goTo: (fault) => {
      const editor = view.current;
      const [found] = editor ? diagnosticOf(fault, editor.state, latest.current.linesBefore) : [];
      if (!editor || !found) return;
      editor.dispatch({ selection: { anchor: found.from, head: found.to }, scrollIntoView: true });
      editor.focus();
    },
  }));
  return <div ref={box} className="text-editor" data-testid="text-editor" />;
}

/** None for what stands before the edited lines. */
function diagnosticOf(fault: TemplateFaultView, state: EditorState, linesBefore: number): Diagnostic[] {
  const { position, message } = fault;
  if (position === null) return [];
  const number = position.line - linesBefore;
  if (number < 1 || number > state.doc.lines) return [];
  const line = state.doc.line(number);
  const from = Math.min(line.from + position.column - 1, line.to);
  const to = position.length === 0 ? line.to : Math.min(from + position.length, state.doc.length);
  return [{ from, to, severity: 'error', message }];
}
