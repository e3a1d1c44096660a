import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Card, Empty, Input, InputNumber } from 'antd';
import { longestDay } from '../../../contract/console/products';
import { type EditorPart, Field } from './field';
import { type EditedStep, sortedSteps } from './product-state';
import { stepDayText } from './product-words';
import { freeDay } from './rhythm-scale';
import { RhythmTimeline } from './rhythm-timeline';

const mostSteps = 50;

/** 使用步骤: on a line to be moved, and as rows to be typed. */
export function RhythmEditor({ edited, change, faults, mayEdit }: EditorPart) {
  const { steps, consumable } = edited;
  const set = (id: number, part: Partial<EditedStep>) =>
    change({ steps: steps.map((step) => (step.id === id ? { ...step, ...part } : step)) });
  const settle = () => {
    const sorted = sortedSteps(steps);
    if (sorted.some((step, index) => step !== steps[index])) change({ steps: sorted });
  };
  const add = () => {
    const taken = steps.map(({ day }) => day);
    const wanted = steps.length === 0 ? 0 : Math.max(...taken) + 7;
    const day = freeDay(Math.min(wanted, longestDay), 0, taken, longestDay) ?? 0;
    const id = Math.max(0, ...steps.map((step) => step.id)) + 1;
    change({ steps: [...steps, { id, day, title: '', text: '' }] });
  };
  const fixed = consumable
    ? [
        { day: Math.max(1, consumable.cycleDays - consumable.leadDays), label: '耗材提醒' },
        { day: consumable.cycleDays, label: '用完' },
      ]
    : [];
  return (
    <Card
      size="small"
      title={`使用步骤（${steps.length}）`}
      extra={
        mayEdit && (
          <Button size="small" icon={<PlusOutlined />} disabled={steps.length >= mostSteps} onClick={add}>
            添加一步
          </Button>
        )
      }
    >
      <p className="rhythm-hint">横轴是签收后的天数。拖动圆点，或选中后按 ← → 移动一天，PageUp、PageDown 移动一周。</p>
      <RhythmTimeline
        steps={steps}
        fixed={fixed}
        isOn={edited.rhythmOn}
        mayEdit={mayEdit}
        onMove={(id, day) => set(id, { day })}
        onSettled={settle}
      />
      {steps.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有使用步骤，客户签收后不会收到使用提醒" />
      )}
      {steps.map((step) => (
        <StepRow
          key={step.id}
          step={step}
          faults={faults}
          mayEdit={mayEdit}
          set={set}
          onSettled={settle}
          onRemove={() => change({ steps: steps.filter(({ id }) => id !== step.id) })}
        />
      ))}
    </Card>
  );
}

interface RowProps extends Pick<EditorPart, 'faults' | 'mayEdit'> {
  step: EditedStep;
  set: (id: number, part: Partial<EditedStep>) => void;
  onSettled: () => void;
  onRemove: () => void;
}

function StepRow({ step, faults, mayEdit, set, onSettled, onRemove }: RowProps) {
  const { id, day, title, text } = step;
  const fault = (field: string) => faults.get(`step.${id}.${field}`);
  const name = title || stepDayText(day);
  return (
    <div className="step-row" data-testid="step-row">
      <Field label="签收后" fault={fault('day')}>
        <InputNumber
          aria-label={`天数：${name}`}
          value={day}
          min={0}
          max={longestDay}
          precision={0}
          suffix="天"
          disabled={!mayEdit}
          onChange={(value) => set(id, { day: Number(value ?? 0) })}
          onBlur={onSettled}
        />
      </Field>
      <Field label="标题" fault={fault('title')}>
        <Input
          aria-label={`标题：${stepDayText(day)}`}
          value={title}
          maxLength={128}
          disabled={!mayEdit}
          onChange={({ target }) => set(id, { title: target.value })}
        />
      </Field>
      <Field label="内容" fault={fault('text')}>
        <Input.TextArea
          aria-label={`内容：${stepDayText(day)}`}
          value={text}
          maxLength={2000}
          autoSize={{ minRows: 1, maxRows: 6 }}
          disabled={!mayEdit}
          onChange={({ target }) => set(id, { text: target.value })}
        />
      </Field>
      {mayEdit && <Button type="text" icon={<DeleteOutlined />} aria-label={`删除：${name}`} onClick={onRemove} />}
    </div>
  );
}
