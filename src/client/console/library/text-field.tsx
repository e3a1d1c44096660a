import { Button, Flex, Form, Input } from 'antd';
import { useDeferredValue, useRef } from 'react';
import type { LibraryDraft } from '../../../contract/console/library';
import { type Guide, useFaults } from './library-api';

export interface EntryPart {
  draft: LibraryDraft;
  change: (part: Partial<LibraryDraft>) => void;
  faults: ReadonlyMap<string, string>;
  mayEdit: boolean;
}

/** Title and text, with variables to put in and what is wrong told while one writes. */
export function TextField({
  draft,
  change,
  faults,
  mayEdit,
  variables,
}: EntryPart & { variables: Guide['variables'] }) {
  const box = useRef<HTMLDivElement>(null);
  const text = useDeferredValue(draft.text);
  const check = useFaults(text, draft.play, draft.intents);
  const told = mayEdit && text.trim() !== '' ? (check.data?.faults ?? []) : [];
  const insert = (path: string) => {
    const area = box.current?.querySelector('textarea');
    const [from, to] = area ? [area.selectionStart, area.selectionEnd] : [draft.text.length, draft.text.length];
    change({ text: `${draft.text.slice(0, from)}{{${path}}}${draft.text.slice(to)}` });
    area?.focus();
  };
  return (
    <>
      <Form.Item label="标题" validateStatus={faults.has('title') ? 'error' : ''} help={faults.get('title')}>
        <Input
          aria-label="标题"
          maxLength={100}
          value={draft.title}
          onChange={({ target }) => change({ title: target.value })}
        />
      </Form.Item>
      <Form.Item
        label="内容"
        validateStatus={faults.has('text') || told.length > 0 ? 'error' : ''}
        help={
          faults.get('text') ??
          told.map(({ words, position }, index) => <Fault key={index} words={words} line={position?.line} />)
        }
      >
        <div ref={box}>
          <Input.TextArea
            aria-label="内容"
            maxLength={2000}
            autoSize={{ minRows: 4, maxRows: 14 }}
            value={draft.text}
            onChange={({ target }) => change({ text: target.value })}
          />
        </div>
      </Form.Item>
      {mayEdit && variables.length > 0 && (
        <Flex gap={6} wrap className="library-variables" role="group" aria-label="插入变量">
          {variables.map(({ path, title, description }) => (
            <Button key={path} size="small" title={description} onClick={() => insert(path)}>
              {title}
            </Button>
          ))}
        </Flex>
      )}
    </>
  );
}

function Fault({ words, line }: { words: string; line?: number }) {
  return <div>{line === undefined ? words : `第 ${line} 行：${words}`}</div>;
}
