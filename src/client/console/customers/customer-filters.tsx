import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { stages, tiers } from '../../../contract/console/customers';
import { stageNames, tierNames } from '../../../contract/console/trust-names';
import { useCustomerChoices } from './customers-api';
import { Choice } from './choice';
import type { FilterProps } from './list-query';
import { MoreFilters, moreNames } from './more-filters';

const nobody = 'nobody';

/** The filters that are used every day in a line, the others below it. */
export function CustomerFilters({ filter, onChange, onClear }: FilterProps & { onClear: () => void }) {
  const choices = useCustomerChoices();
  const used = moreNames.filter((name) => filter[name] !== undefined).length;
  const [isOpen, setOpen] = useState(used > 0);
  const reps = choices.data?.reps.map(({ repUserId, name, active }) => ({
    value: repUserId,
    label: active ? name : `${name}（已离职）`,
  }));
  const tags = choices.data?.tags.map(({ tagId, name, groupName }) => ({
    value: tagId,
    label: `${groupName} · ${name}`,
  }));
  return (
    <section aria-label="筛选" className="customer-filters">
      <div className="customer-filter-line">
        <Input.Search
          // Another search by the address, e.g. on the way back: the field shows it.
          key={filter.q ?? ''}
          aria-label="按姓名、备注名或手机号查找"
          placeholder="姓名或备注名开头、完整手机号"
          allowClear
          maxLength={64}
          defaultValue={filter.q}
          onSearch={(text) => onChange({ q: text.trim() })}
        />
        <Select
          aria-label="主跟进人"
          placeholder="主跟进人"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filter.unassigned ? nobody : filter.repUserId}
          options={[{ value: nobody, label: '待分配' }, ...(reps ?? [])]}
          onChange={(value?: string) =>
            onChange(
              value === nobody
                ? { unassigned: 'yes', repUserId: undefined }
                : { unassigned: undefined, repUserId: value },
            )
          }
        />
        <Choice
          label="阶段"
          options={stages.map((value) => ({ value, label: stageNames[value] }))}
          value={filter.stage}
          onChange={(stage) => onChange({ stage })}
        />
        <Choice
          label="等级"
          options={tiers.map((value) => ({ value, label: tierNames[value] }))}
          value={filter.tier}
          onChange={(tier) => onChange({ tier })}
        />
        <Choice
          label="标签"
          options={tags ?? []}
          value={choices.data ? filter.tagId : undefined}
          onChange={(tagId) => onChange({ tagId })}
        />
        <Button aria-expanded={isOpen} aria-controls="more-filters" onClick={() => setOpen(!isOpen)}>
          更多条件{used > 0 && `（${used}）`}
        </Button>
        {Object.keys(filter).length > 0 && (
          <Button type="text" onClick={onClear}>
            清空
          </Button>
        )}
      </div>
      <div id="more-filters" hidden={!isOpen}>
        <MoreFilters filter={filter} onChange={onChange} />
      </div>
    </section>
  );
}
