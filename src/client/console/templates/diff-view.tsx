import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { useEffect, useRef } from 'react';

/** What was taken out and what was put in, in one column. */
export function DiffView({ before, after, label }: { before: string; after: string; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = new EditorView({
      parent: box.current!, // rendered below
      doc: after,
      extensions: [
        minimalSetup,
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ 'aria-label': label }),
        unifiedMergeView({ original: before, mergeControls: false, gutter: true }),
      ],
    });
    return () => view.destroy();
  }, [before, after, label]);
  return before === after ? (
    <p className="diff-same">两边一样，没有改动</p>
  ) : (
    <div ref={box} className="text-editor diff-view" data-testid="diff" />
  );
}
