import { DatePicker, InputNumber, Space } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { CustomerFilterInput } from '../../../contract/console/customers';
import { Choice } from './choice';
import type { FilterProps } from './list-query';

/** Filters below the line. */
export const moreNames = [
  'optedOut',
  'problem',
  'birthdayWithin',
  'ordersMin',
  'ordersMax',
  'totalCentsMin',
  'totalCentsMax',
  'lastOrderFrom',
  'lastOrderTo',
  'addedFrom',
  'addedTo',
] as const satisfies (keyof CustomerFilterInput)[];

const birthdays = [
  { value: '0', label: '今天生日' },
  { value: '7', label: '7 天内生日' },
  { value: '30', label: '30 天内生日' },
  { value: '90', label: '90 天内生日' },
];
const optedOut = [
  { value: 'no', label: '未退订' },
  { value: 'yes', label: '已退订' },
];
const problems = [
  { value: 'yes', label: '有待处理问题' },
  { value: 'no', label: '没有待处理问题' },
];

export function MoreFilters({ filter, onChange }: FilterProps) {
  return (
    <div className="customer-filter-line">
      <Choice
        label="生日将至"
        options={birthdays}
        value={filter.birthdayWithin === undefined ? undefined : String(filter.birthdayWithin)}
        onChange={(birthdayWithin) => onChange({ birthdayWithin })}
      />
      <Choice
        label="退订"
        options={optedOut}
        value={filter.optedOut}
        onChange={(value) => onChange({ optedOut: value })}
      />
      <Choice
        label="待处理问题"
        options={problems}
        value={filter.problem}
        onChange={(problem) => onChange({ problem })}
      />
      <Numbers label="订单数" from="ordersMin" to="ordersMax" filter={filter} onChange={onChange} />
      <Numbers
        label="累计消费"
        unit="元"
        from="totalCentsMin"
        to="totalCentsMax"
        scale={100}
        filter={filter}
        onChange={onChange}
      />
      <Days label="最近下单" from="lastOrderFrom" to="lastOrderTo" filter={filter} onChange={onChange} />
      <Days label="添加时间" from="addedFrom" to="addedTo" filter={filter} onChange={onChange} />
    </div>
  );
}

interface RangeProps<Name extends keyof CustomerFilterInput> extends FilterProps {
  label: string;
  from: Name;
  to: Name;
}

function Numbers({
  label,
  unit,
  from,
  to,
  scale = 1,
  filter,
  onChange,
}: RangeProps<'ordersMin' | 'ordersMax' | 'totalCentsMin' | 'totalCentsMax'> & { unit?: string; scale?: number }) {
  const field = (name: typeof from, words: string) => (
    <NumberField
      // Another filter by the address: the field shows it.
      key={`${name} ${filter[name] ?? ''}`}
      label={label}
      words={words}
      scale={scale}
      known={filter[name] === undefined ? null : Number(filter[name])}
      onCommit={(value) => onChange({ [name]: value === null ? undefined : String(value) })}
    />
  );
  return (
    <Space.Compact className="customer-range">
      <Space.Addon>{label}</Space.Addon>
      {field(from, '最少')}
      {field(to, '最多')}
      {unit && <Space.Addon>{unit}</Space.Addon>}
    </Space.Compact>
  );
}

/** A number of the filter: taken over when the field is left, or with Enter. */
function NumberField({
  label,
  words,
  scale,
  known,
  onCommit,
}: {
  label: string;
  words: string;
  /** Of what is kept against what is shown: fen, yuan. */
  scale: number;
  known: number | null;
  onCommit: (value: number | null) => void;
}) {
  const [value, setValue] = useState(known === null ? null : known / scale);
  const commit = () => {
    const wanted = value === null ? null : Math.round(value * scale);
    if (wanted !== known) onCommit(wanted);
  };
  return (
    <InputNumber<number>
      aria-label={`${label}${words}`}
      placeholder={words}
      min={0}
      max={20_000_000}
      precision={scale === 1 ? 0 : 2}
      changeOnWheel={false}
      controls={false}
      value={value}
      onChange={setValue}
      onBlur={commit}
      onPressEnter={commit}
    />
  );
}

function Days({
  label,
  from,
  to,
  filter,
  onChange,
}: RangeProps<'lastOrderFrom' | 'lastOrderTo' | 'addedFrom' | 'addedTo'>) {
  const dayOf = (name: typeof from) => (filter[name] ? dayjs(filter[name]) : null);
  return (
    <Space.Compact className="customer-range">
      <Space.Addon>{label}</Space.Addon>
      <DatePicker.RangePicker
        aria-label={label}
        allowEmpty
        placeholder={['从', '到']}
        value={[dayOf(from), dayOf(to)]}
        onChange={(days) =>
          onChange({ [from]: days?.[0]?.format('YYYY-MM-DD'), [to]: days?.[1]?.format('YYYY-MM-DD') })
        }
      />
    </Space.Compact>
  );
}
