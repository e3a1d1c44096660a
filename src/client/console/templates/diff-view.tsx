import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { useMediaQuery } from '../../ui/use-media-query';

interface Side {
  title: string;
  text: string;
}

/** Two texts side by side, what was taken out on the left and what was put in on the right; on a phone in one column. */
export function DiffView({ before, after }: { before: Side; after: Side }) {
  const box = useRef<HTMLDivElement>(null);
  const isNarrow = useMediaQuery('(max-width: 900px)');
  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    const show = isNarrow ? inOneColumn : sideBySide;
    const view = show(parent, before, after);
    return () => view.destroy();
  }, [before.title, before.text, after.title, after.text, isNarrow]);
  if (before.text === after.text) return <p className="diff-same">两边一样，没有改动</p>;
  return (
    <>
      <div className="diff-titles">
        <span>{before.title}</span>
        <span>{after.title}</span>
      </div>
      <div ref={box} className="text-editor diff-view" data-testid="diff" data-sides={isNarrow ? 1 : 2} />
    </>
  );
}

function sideBySide(parent: HTMLElement, before: Side, after: Side): MergeView {
  return new MergeView({
    parent,
    a: { doc: before.text, extensions: readOnly(before.title) },
    b: { doc: after.text, extensions: readOnly(after.title) },
    gutter: true,
  });
}

function inOneColumn(parent: HTMLElement, before: Side, after: Side): EditorView {
  const merged = unifiedMergeView({ original: before.text, mergeControls: false, gutter: true });
  return new EditorView({ parent, doc: after.text, extensions: [readOnly(after.title), merged] });
}

function readOnly(title: string): Extension {
  return [
    minimalSetup,
    EditorView.lineWrapping,
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ 'aria-label': title }),
  ];
}
