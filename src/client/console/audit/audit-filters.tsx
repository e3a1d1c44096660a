import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Dropdown, Flex, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { auditEndpoints } from '../../../contract/console/audit';
import { call, download } from '../api';
import { actionName } from './action-names';

/** Of the address: whose deeds, and which. */
export function filtersOf(search: URLSearchParams): { actorId?: string; action?: string } {
  const [actorId, action] = [search.get('actorId'), search.get('action')];
  return { ...(actorId ? { actorId } : {}), ...(action ? { action } : {}) };
}

/** By member and by kind of deed; and what is shown, as a file. */
export function AuditFilters() {
  const { message } = App.useApp();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const names = useQuery({ queryKey: ['audit-names'], queryFn: () => call(auditEndpoints.listAuditNames, {}) });
  const set = (name: 'actorId' | 'action', value: string | undefined) =>
    setSearch((known) => {
      const next = new URLSearchParams(known);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  const take = useMutation({
    mutationFn: (format: string) => download('/audit/export', { ...filters, format }, `审计.${format}`),
    onError: (error) => void message.error(error.message),
  });
  const items = [
    { key: 'csv', label: 'CSV（Excel 能打开）' },
    { key: 'jsonl', label: 'JSON（每行一条，带校验值）' },
  ];
  return (
    <Flex gap={8} wrap className="audit-filters">
      <Select
        allowClear
        aria-label="按成员筛选"
        placeholder="全部成员"
        style={{ width: 160 }}
        value={filters.actorId}
        options={names.data?.actors.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value?: string) => set('actorId', value)}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label="按动作筛选"
        placeholder="全部动作"
        style={{ width: 200 }}
        value={filters.action}
        options={names.data?.actions.map((value) => ({ value, label: actionName(value) }))}
        onChange={(value?: string) => set('action', value)}
      />
      <Dropdown menu={{ items, onClick: ({ key }) => take.mutate(key) }} trigger={['click']}>
        <Button loading={take.isPending}>导出</Button>
      </Dropdown>
    </Flex>
  );
}
