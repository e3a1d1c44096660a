import { App, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  type OwnFestival,
  ownFestivalClasses,
  type OwnRule,
  ownFestivalSchema,
} from '../../../contract/console/calendar';
import { Refused } from '../../ui/ask';
import { useAddFestival } from './calendar-api';
import { classNames, weekdayNames } from './calendar-words';

const kinds: { value: OwnRule['kind']; label: string }[] = [
  { value: 'solar', label: '公历每年同一天' },
  { value: 'lunar', label: '农历每年同一天' },
  { value: 'nth-weekday', label: '某月第几个星期几' },
  { value: 'solar-term', label: '某个节气' },
];

const begun: { [Kind in OwnRule['kind']]: OwnRule } = {
  solar: { kind: 'solar', month: 1, day: 1 },
  lunar: { kind: 'lunar', month: 1, day: 15 },
  'nth-weekday': { kind: 'nth-weekday', month: 5, weekday: 0, nth: 2 },
  'solar-term': { kind: 'solar-term', name: '立春' },
};

const empty: OwnFestival = {
  name: '',
  rule: begun.solar,
  class: 'commemorative',
  leadDays: 7,
  greeting: null,
  angle: '',
};

/** A festival of the shop's own. */
export function FestivalDialog({
  version,
  solarTerms,
  onClose,
}: {
  version: number;
  solarTerms: string[];
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const add = useAddFestival();
  const [festival, setFestival] = useState(empty);
  const [fault, setFault] = useState<{ path: string; message: string } | null>(null);
  const change = (part: Partial<OwnFestival>) => {
    setFestival((before) => ({ ...before, ...part }));
    setFault(null);
  };
  const submit = () => {
    const [issue] = ownFestivalSchema.safeParse(festival).error?.issues ?? [];
    if (issue) return setFault({ path: issue.path.join('.'), message: issue.message });
    add.mutate(
      { basedOn: version, festival },
      {
        onSuccess: () => {
          void message.success(`已添加「${festival.name}」`);
          onClose();
        },
        onError: (error) => {
          const isStale = error instanceof Refused && error.status === 409;
          const isBad = error instanceof Refused && error.faults.some(({ path }) => path.includes('rule'));
          if (isBad) setFault({ path: 'rule', message: '不是每年都有这一天，请改日期' });
          else void message.error(isStale ? '节日刚被别人改过，请再点一次保存' : error.message);
        },
      },
    );
  };
  const help = (path: string) => (fault?.path.startsWith(path) ? fault.message : undefined);
  return (
    <Modal
      open
      title="添加自己的节日"
      okText="保存"
      cancelText="取消"
      confirmLoading={add.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label="名称" validateStatus={help('name') ? 'error' : ''} help={help('name')}>
          <Input
            aria-label="节日名称"
            placeholder="例如：店庆"
            maxLength={20}
            value={festival.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        </Form.Item>
        <Form.Item label="哪一天" validateStatus={help('rule') ? 'error' : ''} help={help('rule')}>
          <Select
            aria-label="日期规则"
            value={festival.rule.kind}
            options={kinds}
            onChange={(kind: OwnRule['kind']) => change({ rule: begun[kind] })}
          />
          <RuleFields rule={festival.rule} solarTerms={solarTerms} onChange={(rule) => change({ rule })} />
        </Form.Item>
        <Form.Item label="类别">
          <Select
            aria-label="节日类别"
            value={festival.class}
            options={ownFestivalClasses.map((value) => ({ value, label: classNames[value] }))}
            onChange={(value) => change({ class: value })}
          />
        </Form.Item>
        <Form.Item label="提前几天建议" validateStatus={help('leadDays') ? 'error' : ''} help={help('leadDays')}>
          <InputNumber
            aria-label="提前几天建议"
            min={0}
            max={120}
            precision={0}
            suffix="天"
            value={festival.leadDays}
            onChange={(days) => change({ leadDays: days === null ? null : Number(days) })}
          />
        </Form.Item>
        <Form.Item label="祝福语（可不填）" validateStatus={help('greeting') ? 'error' : ''} help={help('greeting')}>
          <Input
            aria-label="祝福语"
            maxLength={20}
            value={festival.greeting ?? ''}
            onChange={({ target }) => change({ greeting: target.value.trim() === '' ? null : target.value })}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

interface RuleProps {
  rule: OwnRule;
  solarTerms: string[];
  onChange: (rule: OwnRule) => void;
}

function RuleFields({ rule, solarTerms, onChange }: RuleProps) {
  if (rule.kind === 'solar-term') {
    const options = solarTerms.map((value) => ({ value, label: value }));
    return (
      <div className="rule-fields">
        <Select
          aria-label="节气"
          value={rule.name}
          options={options}
          onChange={(name) => onChange({ ...rule, name })}
        />
      </div>
    );
  }
  const month = (
    <InputNumber
      aria-label="月"
      min={1}
      max={12}
      precision={0}
      suffix="月"
      value={rule.month}
      onChange={(value) => onChange({ ...rule, month: Number(value ?? 1) })}
    />
  );
  if (rule.kind === 'nth-weekday') {
    const nths = [1, 2, 3, 4].map((value) => ({ value, label: `第 ${value} 个` }));
    const days = weekdayNames.map((name, index) => ({ value: (index + 1) % 7, label: `星期${name}` }));
    return (
      <div className="rule-fields">
        {month}
        <Select aria-label="第几个" value={rule.nth} options={nths} onChange={(nth) => onChange({ ...rule, nth })} />
        <Select
          aria-label="星期几"
          value={rule.weekday}
          options={days}
          onChange={(weekday) => onChange({ ...rule, weekday })}
        />
      </div>
    );
  }
  return (
    <div className="rule-fields">
      {month}
      <InputNumber
        aria-label="日"
        min={1}
        max={rule.kind === 'lunar' ? 30 : 31}
        precision={0}
        suffix="日"
        value={rule.day}
        onChange={(value) => onChange({ ...rule, day: Number(value ?? 1) })}
      />
      {rule.kind === 'lunar' && <small>闰月不算；三十指当月最后一天</small>}
    </div>
  );
}
