import { Input, Select } from 'antd';
import { PersonSelect } from './person-select';
import { useTouchAddress } from './touch-address';
import type { useTouchCounts } from './touches-api';

type Counts = NonNullable<ReturnType<typeof useTouchCounts>['data']>;

/** By state, play, rep and customer; each choice says how many the others leave it. */
export function TouchFilters({ counts }: { counts: Counts | undefined }) {
  const { filters, go } = useTouchAddress();
  const options = (of: Counts['states'] = [], chosen?: string) =>
    of
      .filter(({ key, count }) => count > 0 || key === chosen)
      .map(({ key, title, count }) => ({ value: key, label: `${title}（${count.toLocaleString()}）` }));
  return (
    <div className="touch-filters">
      <Select
        allowClear
        aria-label="按状态筛选"
        placeholder="全部状态"
        value={filters.state}
        options={options(counts?.states, filters.state)}
        onChange={(state?: string) => go({ state })}
      />
      <Select
        allowClear
        aria-label="按打法筛选"
        placeholder="全部打法"
        value={filters.play}
        options={options(counts?.plays, filters.play)}
        onChange={(play?: string) => go({ play })}
      />
      <PersonSelect kind="rep" value={filters.repUserId} onChange={(repUserId) => go({ rep: repUserId })} />
      <Input.Search
        key={filters.name}
        allowClear
        aria-label="按客户名字查找"
        placeholder="客户名字的开头"
        defaultValue={filters.name}
        onSearch={(name) => go({ name: name.trim() })}
      />
    </div>
  );
}
