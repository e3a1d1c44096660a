import { Input, InputNumber, Select, Space } from 'antd';
import type { CareField } from './care-fields';
import type { Scalar } from './care-value';

interface Props {
  field: CareField;
  value: Scalar;
  fault: boolean;
  disabled: boolean;
  onChange: (value: Scalar) => void;
}

/** The control that fits a value. */
export function CareControl({ field, value, fault, disabled, onChange }: Props) {
  const common = { id: field.path, disabled, status: fault ? ('error' as const) : undefined };
  if (field.kind === 'choice') {
    return (
      <Select {...common} value={String(value)} options={field.choices} onChange={onChange} style={{ width: 200 }} />
    );
  }
  if (field.kind === 'time' || field.kind === 'text') {
    const [type, width] = field.kind === 'time' ? ['time', 120] : ['text', 240];
    const maxLength = field.kind === 'text' ? field.max : undefined;
    return (
      <Input
        {...common}
        type={type}
        style={{ width }}
        maxLength={maxLength}
        value={String(value)}
        onChange={({ target }) => onChange(target.value)}
      />
    );
  }
  const scale = { number: 1, money: 0.01, percent: 100 }[field.kind];
  const [min, max] = field.kind === 'number' ? [field.min, field.max] : [0, field.kind === 'percent' ? 100 : field.max];
  return (
    <Space.Compact>
      <InputNumber
        {...common}
        min={min}
        max={max}
        precision={0}
        style={{ width: field.kind === 'money' ? 120 : 88 }}
        value={Math.round(Number(value) * scale)}
        onChange={(next) => next !== null && onChange(scale === 1 ? next : Number((next / scale).toFixed(2)))}
      />
      <Space.Addon>{field.kind === 'number' ? field.unit : field.kind === 'money' ? '元' : '%'}</Space.Addon>
    </Space.Compact>
  );
}
