import { App, Button, Dropdown, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import type { CustomerFilterInput } from '../../../contract/console/customers';
import type { SegmentView } from '../../../contract/console/segments';
import { useMay } from '../session';
import { SegmentDialog } from './segment-dialog';
import { useRemoveSegment, useSaveSegment, useSegmentCount, useSegments } from './segments-api';

interface Props {
  filter: CustomerFilterInput;
  /** The one that was chosen last; its filter may have been changed since. */
  chosenId: string | null;
  onChoose: (segment: SegmentView | null) => void;
}

/** 客群: filters under a name, to be taken up again; templates may be written for them. */
export function SegmentBar({ filter, chosenId, onChoose }: Props) {
  const mayEdit = useMay('customers.edit');
  const list = useSegments();
  const [naming, setNaming] = useState<SegmentView | 'new' | null>(null);
  const segments = list.data?.segments ?? [];
  const chosen = segments.find(({ id }) => id === chosenId) ?? null;
  const isFiltered = Object.keys(filter).length > 0;
  if (segments.length === 0 && !(mayEdit && isFiltered)) return null;
  return (
    <section aria-label="客群" className="segment-bar">
      <span className="quiet">客群</span>
      {segments.map((segment) => (
        <Segment
          key={segment.id}
          segment={segment}
          isChosen={segment === chosen}
          onChoose={() => onChoose(segment === chosen ? null : segment)}
        />
      ))}
      {mayEdit && chosen?.editable && (
        <SegmentMenu
          segment={chosen}
          filter={filter}
          onRename={() => setNaming(chosen)}
          onGone={() => onChoose(null)}
        />
      )}
      {mayEdit && isFiltered && !(chosen && isSame(chosen.filter, filter)) && (
        <Button size="small" type="dashed" onClick={() => setNaming('new')}>
          把现在的条件存为客群
        </Button>
      )}
      <SegmentDialog
        open={naming !== null}
        segment={naming === 'new' ? null : naming}
        filter={filter}
        onClose={() => setNaming(null)}
        onSaved={onChoose}
      />
    </section>
  );
}

function Segment(props: { segment: SegmentView; isChosen: boolean; onChoose: () => void }) {
  const { segment, isChosen, onChoose } = props;
  const { data } = useSegmentCount(segment);
  const words = [
    `${segment.memberName} 保存`,
    ...(segment.usedBy.length > 0 ? [`模板${segment.usedBy.map((title) => `「${title}」`).join('')}写给他们`] : []),
  ];
  return (
    <Tooltip title={words.join('；')}>
      <Tag.CheckableTag checked={isChosen} onChange={onChoose}>
        {segment.name} {data ? `${data.count.toLocaleString('zh-CN')}${data.more ? '+' : ''}` : ''}
      </Tag.CheckableTag>
    </Tooltip>
  );
}

function SegmentMenu(props: {
  segment: SegmentView;
  filter: CustomerFilterInput;
  onRename: () => void;
  onGone: () => void;
}) {
  const { segment, filter, onRename, onGone } = props;
  const { message, modal } = App.useApp();
  const save = useSaveSegment(segment);
  const remove = useRemoveSegment();
  const tell = { onError: (error: Error) => void message.error(error.message) };
  const confirmRemoval = () =>
    void modal.confirm({
      title: `删除客群「${segment.name}」？`,
      content: '只删除保存的条件，客户不受影响。',
      okText: '删除',
      okButtonProps: { danger: true },
      onOk: () => remove.mutate(segment, { ...tell, onSuccess: onGone }),
    });
  const items = [
    {
      key: 'filter',
      label: '改成现在的条件',
      disabled: Object.keys(filter).length === 0 || isSame(segment.filter, filter),
      onClick: () =>
        save.mutate({ name: segment.name, filter }, { ...tell, onSuccess: () => void message.success('已保存') }),
    },
    { key: 'name', label: '改名', onClick: onRename },
    { key: 'remove', label: '删除', danger: true, onClick: confirmRemoval },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" loading={save.isPending || remove.isPending}>
        管理「{segment.name}」
      </Button>
    </Dropdown>
  );
}

/** The address says everything as text. */
function isSame(one: CustomerFilterInput, other: CustomerFilterInput): boolean {
  const textOf = (filter: CustomerFilterInput) =>
    JSON.stringify(
      Object.entries(filter)
        .map(([name, value]) => [name, String(value)])
        .sort(),
    );
  return textOf(one) === textOf(other);
}
