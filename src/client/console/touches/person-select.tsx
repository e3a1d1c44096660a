import { Select } from 'antd';
import { useState } from 'react';
import { useTouchPeople } from './touches-api';

interface Props {
  kind: 'rep' | 'customer';
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  /** Instead of the id, where the name is not among those found. */
  valueName?: string;
}

const words = {
  rep: { label: '按导购筛选', placeholder: '全部导购', none: '没有这样的导购' },
  customer: { label: '选择客户', placeholder: '输入客户名字的开头', none: '没有这样开头的客户' },
};

/** A rep or a customer, found by the beginning of the name. */
export function PersonSelect({ kind, value, onChange, valueName }: Props) {
  const [name, setName] = useState('');
  const { data, isFetching } = useTouchPeople(kind, name);
  const found = data?.people.map((person) => ({ value: person.id, label: person.name })) ?? [];
  const chosen = value !== undefined && !found.some((option) => option.value === value);
  return (
    <Select
      allowClear
      aria-label={words[kind].label}
      placeholder={words[kind].placeholder}
      className="touch-person"
      value={value}
      loading={isFetching}
      options={chosen ? [{ value, label: valueName ?? value }, ...found] : found}
      showSearch={{ filterOption: false, onSearch: setName }}
      notFoundContent={isFetching ? '查找中…' : words[kind].none}
      onChange={(id?: string) => onChange(id)}
    />
  );
}
