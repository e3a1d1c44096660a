import { Badge, Empty, Input, Menu, Select, Tag } from 'antd';
import { useState } from 'react';
import type { TemplateLineView } from '../../../contract/console/templates';
import { stateNames } from './words';

export interface Folder {
  play: string;
  title: string;
  templates: TemplateLineView[];
}

interface Props {
  folders: readonly Folder[];
  chosen: string | null;
  onChoose: (name: string) => void;
}

/** The templates by play, with what waits in each. */
export function TemplateMenu({ folders, chosen, onChoose }: Props) {
  const [search, setSearch] = useState('');
  const [openPlays, setOpenPlays] = useState<string[]>(chosen ? [chosen.split('/')[0] ?? ''] : []);
  const wanted = search.trim();
  const shown = folders
    .map((folder) => ({ ...folder, templates: folder.templates.filter((each) => matches(each, wanted)) }))
    .filter(({ templates }) => wanted === '' || templates.length > 0);
  return (
    <nav className="template-menu" aria-label="模板">
      <Input.Search
        allowClear
        placeholder="按名称或代号找"
        aria-label="找模板"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      {shown.length === 0 && <Empty description={`没有名称里带「${wanted}」的模板`} />}
      <Menu
        mode="inline"
        inlineIndent={12}
        selectedKeys={chosen ? [chosen] : []}
        openKeys={wanted === '' ? openPlays : shown.map(({ play }) => play)}
        onOpenChange={setOpenPlays}
        onClick={({ key }) => onChoose(key)}
        items={shown.map(({ play, title, templates }) => ({
          key: play,
          label: (
            <>
              {title} <span className="count">{templates.length}</span>
              {templates.some(({ draft }) => draft === 'submitted') && <Badge status="processing" title="有待批准的" />}
            </>
          ),
          children:
            templates.length === 0
              ? [{ key: `${play}-none`, label: '还没有模板', disabled: true }]
              : templates.map((line) => ({ key: line.name, label: <Line line={line} />, title: line.title })),
        }))}
      />
    </nav>
  );
}

function Line({ line: { title, state, draft, faulty, weight } }: { line: TemplateLineView }) {
  return (
    <span className="template-line" data-state={state}>
      <span className="template-title">{title}</span>
      {faulty && <Tag className="tag-faulty">有错</Tag>}
      {draft === 'submitted' && <Tag className="tag-submitted">待批准</Tag>}
      {draft === 'writing' && <Tag className="tag-draft">草稿</Tag>}
      {state === 'withdrawn' && <Tag>{stateNames[state]}</Tag>}
      {state === 'published' && draft === 'none' && !faulty && <span className="weight">权重 {weight}</span>}
    </span>
  );
}

/** The same on a narrow screen. */
export function TemplateSelect({ folders, chosen, onChoose }: Props) {
  return (
    <Select
      className="template-select"
      aria-label="选择模板"
      placeholder="选择一份模板"
      value={chosen}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={onChoose}
      options={folders.map(({ title, templates }) => ({
        label: `${title}（${templates.length}）`,
        options: templates.map((line) => ({ value: line.name, label: line.title })),
      }))}
    />
  );
}

function matches({ name, title }: TemplateLineView, wanted: string): boolean {
  return title.includes(wanted) || name.includes(wanted.toLowerCase());
}
