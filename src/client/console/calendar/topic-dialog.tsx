import { Alert, App, Button, DatePicker, Empty, Form, Input, Modal, Popconfirm, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import {
  type TopicDraft,
  topicDraftSchema,
  topicKinds,
  topicStages,
  topicTiers,
  type TopicView,
} from '../../../contract/console/calendar';
import { Refused } from '../../ui/ask';
import { stageNames, tierNames } from '../../../contract/console/trust-names';
import { useMay } from '../session';
import { useRemoveTopic, useSaveTopic } from './calendar-api';
import { audienceWords, topicKindNames } from './calendar-words';

interface Props {
  topic: TopicView | null;
  isNew: boolean;
  /** First day of a new one. */
  from: string;
  onClose: () => void;
}

const dayForm = 'YYYY-MM-DD';

/** 主题活动: what the shop wants to share or ask, when, and of whom. */
export function TopicDialog(props: Props) {
  if (props.topic || props.isNew) return <TopicForm {...props} />;
  return (
    <Modal open title="主题活动" footer={null} onCancel={props.onClose}>
      <Empty description="这个月份里没有这个主题活动，可能已被删除" />
    </Modal>
  );
}

function TopicForm({ topic, from, onClose }: Props) {
  const mayEdit = useMay('calendar.edit');
  const { message } = App.useApp();
  const save = useSaveTopic();
  const remove = useRemoveTopic();
  const [draft, setDraft] = useState<TopicDraft>(() => (topic ? draftOf(topic) : newTopic(from)));
  const [at, setAt] = useState(topic && { id: topic.id, revision: topic.revision });
  const [theirs, setTheirs] = useState<TopicView | null>(null);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const change = (part: Partial<TopicDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setFaults(new Map());
  };
  const onRefused = (error: Error) => {
    if (!(error instanceof Refused)) return void message.error(error.message);
    setFaults(new Map(error.faults.map(({ path, message: words }) => [path, words])));
    if (error.code !== 'stale_edit') return void message.error(error.message);
    const current = error.more.current as TopicView; // of the contract
    setTheirs(current);
    setAt({ id: current.id, revision: current.revision });
  };
  const submit = () => {
    const issues = topicDraftSchema.safeParse(draft).error?.issues ?? [];
    setFaults(new Map(issues.map(({ path, message: words }) => [path.join('.'), words])));
    if (issues.length > 0) return;
    const onSuccess = () => {
      void message.success('已保存；从开始那天起按规则安排给合适的客户');
      onClose();
    };
    save.mutate({ topic: draft, at }, { onSuccess, onError: onRefused });
  };
  const footer = (
    <>
      {topic && mayEdit && (
        <Popconfirm
          title="删除这个主题活动？还没发的会收回"
          okText="删除"
          cancelText="不删"
          onConfirm={() => remove.mutate(topic.id, { onSuccess: onClose, onError: onRefused })}
        >
          <Button danger className="topic-remove" loading={remove.isPending}>
            删除
          </Button>
        </Popconfirm>
      )}
      <Button onClick={onClose}>{mayEdit ? '取消' : '关闭'}</Button>
      {mayEdit && (
        <Button type="primary" loading={save.isPending} onClick={submit}>
          {theirs ? '用我的覆盖' : '保存'}
        </Button>
      )}
    </>
  );
  return (
    <Modal open title={topic ? '主题活动' : '新建主题活动'} onCancel={onClose} footer={footer} width={560}>
      {theirs && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title="这个主题活动刚被别人改过，你的修改还没有保存"
          description={`现在保存着的是：${theirs.title}（${theirs.fromOn} 至 ${theirs.toOn}，${topicKindNames[theirs.kind]}，${audienceWords(theirs)}）${theirs.text}`}
          action={
            <Button
              size="small"
              onClick={() => {
                setDraft(draftOf(theirs));
                setTheirs(null);
              }}
            >
              用现在保存着的
            </Button>
          }
        />
      )}
      <TopicFields draft={draft} change={change} faults={faults} mayEdit={mayEdit} />
    </Modal>
  );
}

interface FieldsProps {
  draft: TopicDraft;
  change: (part: Partial<TopicDraft>) => void;
  faults: ReadonlyMap<string, string>;
  mayEdit: boolean;
}

function TopicFields({ draft, change, faults, mayEdit }: FieldsProps) {
  const options = <Name extends string>(values: readonly Name[], names: Record<Name, string>) =>
    values.map((value) => ({ value, label: names[value] }));
  const field = (label: string, path: keyof TopicDraft, input: ReactNode) => (
    <Form.Item label={label} validateStatus={faults.has(path) ? 'error' : ''} help={faults.get(path)}>
      {input}
    </Form.Item>
  );
  return (
    <Form layout="vertical" disabled={!mayEdit}>
      {field(
        '标题',
        'title',
        <Input
          aria-label="活动标题"
          maxLength={40}
          value={draft.title}
          onChange={({ target }) => change({ title: target.value })}
        />,
      )}
      {field(
        '形式',
        'kind',
        <Radio.Group
          value={draft.kind}
          options={options(topicKinds, topicKindNames)}
          onChange={({ target }) => change({ kind: target.value as TopicDraft['kind'] })}
        />,
      )}
      {field(
        '内容（不写价格、链接和优惠）',
        'text',
        <Input.TextArea
          aria-label="活动内容"
          maxLength={500}
          autoSize={{ minRows: 3, maxRows: 8 }}
          value={draft.text}
          onChange={({ target }) => change({ text: target.value })}
        />,
      )}
      {field(
        '日期',
        faults.has('fromOn') ? 'fromOn' : 'toOn',
        <DatePicker.RangePicker
          aria-label="活动日期"
          allowClear={false}
          value={[dayjs(draft.fromOn), dayjs(draft.toOn)]}
          onChange={(days) => {
            const [first, last] = days ?? [];
            if (first && last) change({ fromOn: first.format(dayForm), toOn: last.format(dayForm) });
          }}
        />,
      )}
      {field(
        '客户阶段（不选为全部）',
        'stages',
        <Select
          aria-label="客户阶段"
          mode="multiple"
          value={draft.stages}
          options={options(topicStages, stageNames)}
          onChange={(stages: TopicDraft['stages']) => change({ stages })}
        />,
      )}
      {field(
        '权益等级（不选为全部）',
        'tiers',
        <Select
          aria-label="权益等级"
          mode="multiple"
          value={draft.tiers}
          options={options(topicTiers, tierNames)}
          onChange={(tiers: TopicDraft['tiers']) => change({ tiers })}
        />,
      )}
      {field(
        '商品标签（只给买过的客户；不填为全部）',
        'productTags',
        <Select
          aria-label="商品标签"
          mode="tags"
          value={draft.productTags}
          onChange={(productTags: string[]) => change({ productTags })}
        />,
      )}
    </Form>
  );
}

function draftOf({ title, kind, text, fromOn, toOn, stages, tiers, productTags }: TopicView): TopicDraft {
  return { title, kind, text, fromOn, toOn, stages, tiers, productTags };
}

function newTopic(from: string): TopicDraft {
  const toOn = dayjs(from).add(6, 'day').format(dayForm);
  return { title: '', kind: 'share', text: '', fromOn: from, toOn, stages: [], tiers: [], productTags: [] };
}
