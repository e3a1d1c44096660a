import { AutoComplete, Form, Radio, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import type { LibraryDraft, LibraryKind, LibraryScope } from '../../../contract/console/library';
import type { Guide } from './library-api';
import { intentNames, optionsOf, replyNames, scopeNames } from './library-words';
import type { EntryPart } from './text-field';

/** Where an entry stands, what it is for, and whose it is. */
export function EntryFields({ draft, change, faults, kind, guide }: EntryPart & { kind: LibraryKind; guide: Guide }) {
  const field = (label: string, path: keyof LibraryDraft, input: ReactNode) => (
    <Form.Item label={label} validateStatus={faults.has(path) ? 'error' : ''} help={faults.get(path)}>
      {input}
    </Form.Item>
  );
  const tags = (label: string, value: string[], set: (next: string[]) => void) => (
    <Select aria-label={label} mode="tags" open={false} suffixIcon={null} value={value} onChange={set} />
  );
  return (
    <>
      {kind !== 'passage' &&
        field(
          '客户会怎么问（回车添加）',
          'questions',
          tags('客户问法', draft.questions, (questions) => change({ questions })),
        )}
      {field(
        '客户的意图',
        'intents',
        <Select
          aria-label="意图"
          mode="multiple"
          value={draft.intents}
          options={optionsOf(intentNames)}
          onChange={(intents: LibraryDraft['intents']) => change({ intents })}
        />,
      )}
      {kind === 'script' &&
        field(
          '回复方式',
          'replyKind',
          <Radio.Group
            value={draft.replyKind}
            options={optionsOf(replyNames)}
            onChange={({ target }) => change({ replyKind: target.value as LibraryDraft['replyKind'] })}
          />,
        )}
      {kind === 'script' &&
        field(
          '用在哪个打法（不选为都可以）',
          'play',
          <Select
            aria-label="打法"
            allowClear
            value={draft.play}
            options={guide.plays.map(({ name, title }) => ({ value: name, label: title }))}
            onChange={(play?: string) => change({ play: play ?? null })}
          />,
        )}
      {field(
        '商品编号（回车添加）',
        'products',
        tags('商品编号', draft.products, (products) => change({ products })),
      )}
      {field(
        '文件夹',
        'folder',
        <AutoComplete
          aria-label="文件夹"
          value={draft.folder}
          options={guide.folders.filter((each) => each.kind === kind).map(({ folder }) => ({ value: folder }))}
          onChange={(folder: string) => change({ folder })}
        />,
      )}
      {kind !== 'passage' && <Whose draft={draft} change={change} guide={guide} />}
      {field('启用', 'off', <Switch aria-label="启用" checked={!draft.off} onChange={(on) => change({ off: !on })} />)}
    </>
  );
}

/** For whom it is written, of those for whom the member may write. */
function Whose({ draft, change, guide: { writes } }: Pick<EntryPart, 'draft' | 'change'> & { guide: Guide }) {
  const may: Record<LibraryScope, boolean> = {
    corp: writes.corp,
    team: writes.departmentIds.length > 0,
    personal: writes.personal,
  };
  const options = optionsOf(scopeNames).map((each) => ({ ...each, disabled: !may[each.value] }));
  const setScope = (scope: LibraryScope) =>
    change({ scope, departmentId: scope === 'team' ? (writes.departmentIds[0] ?? null) : null });
  return (
    <Form.Item label="谁能用">
      <Radio.Group
        value={draft.scope}
        options={options}
        onChange={({ target }) => setScope(target.value as LibraryScope)}
      />
      {draft.scope === 'team' && (
        <Select
          aria-label="部门"
          className="library-department"
          value={draft.departmentId}
          options={writes.departmentIds.map((id) => ({ value: id, label: `部门 ${id}` }))}
          onChange={(departmentId: number) => change({ departmentId })}
        />
      )}
    </Form.Item>
  );
}
