import { AutoComplete, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { DateDraft } from '../../../../contract/console/profile';
import { dayOptions, kindOptions, monthOptions, persons } from './date-words';

/** What day it is, whose, and by which calendar. */
export function DateFields({ draft, onChange }: { draft: DateDraft; onChange: (draft: DateDraft) => void }) {
  const { calendar } = draft;
  const set = (part: Partial<DateDraft>) => onChange({ ...draft, ...part });
  const setCalendar = (next: DateDraft['calendar']) =>
    set({ calendar: next, leapMonth: false, day: next === 'lunar' ? Math.min(draft.day, 30) : draft.day });
  return (
    <Form layout="vertical" component="div" className="date-fields">
      <Form.Item label="什么日子" htmlFor="date-kind">
        <Select id="date-kind" value={draft.kind} options={kindOptions} onChange={(kind) => set({ kind })} />
      </Form.Item>
      <Form.Item label="谁的" htmlFor="date-person">
        <AutoComplete
          id="date-person"
          value={draft.forWhom ?? ''}
          placeholder="客户本人"
          maxLength={40}
          options={persons.map((value) => ({ value }))}
          onChange={(forWhom) => set({ forWhom })}
        />
      </Form.Item>
      {draft.kind === 'other' && (
        <Form.Item label="名称" htmlFor="date-label" required>
          <Input
            id="date-label"
            placeholder="例如 乔迁纪念日"
            maxLength={40}
            value={draft.label}
            onChange={(event) => set({ label: event.target.value })}
          />
        </Form.Item>
      )}
      <Form.Item label="历法">
        <Radio.Group
          optionType="button"
          aria-label="历法"
          value={calendar}
          options={[
            { value: 'solar', label: '公历' },
            { value: 'lunar', label: '农历' },
          ]}
          onChange={(event) => setCalendar(event.target.value === 'lunar' ? 'lunar' : 'solar')}
        />
      </Form.Item>
      <Form.Item label="年" htmlFor="date-year">
        <InputNumber<number>
          id="date-year"
          min={1900}
          max={2100}
          precision={0}
          changeOnWheel={false}
          placeholder="不知道就空着"
          value={draft.year}
          onChange={(year) => set({ year })}
        />
      </Form.Item>
      <Form.Item label="月" htmlFor="date-month">
        <Select
          id="date-month"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.month}
          options={monthOptions(calendar)}
          onChange={(month) => set({ month })}
        />
        {calendar === 'lunar' && (
          <Checkbox checked={draft.leapMonth} onChange={(event) => set({ leapMonth: event.target.checked })}>
            闰月
          </Checkbox>
        )}
      </Form.Item>
      <Form.Item label="日" htmlFor="date-day">
        <Select
          id="date-day"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.day}
          options={dayOptions(calendar)}
          onChange={(day) => set({ day })}
        />
      </Form.Item>
    </Form>
  );
}
