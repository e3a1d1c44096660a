import { ExportOutlined, ImportOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { ImportRows } from '../../../contract/console/batches';
import type { CustomerFilterInput } from '../../../contract/console/customers';
import { download } from '../api';
import { ImportDialog } from '../batches/import-dialog';
import { useMay, useSession } from '../session';

const listKeys = ['customers', 'segment-count'];

/** Files in and out. @param filter what is exported */
export function ListActions({ filter }: { filter: CustomerFilterInput }) {
  return (
    <>
      {useMay('customers.import') && <Import />}
      {useMay('customers.export') && <Export filter={filter} />}
    </>
  );
}

function Import() {
  const [rows, setRows] = useState<ImportRows>('customers');
  const [isOpen, setOpen] = useState(false);
  const open = (wanted: ImportRows) => {
    setRows(wanted);
    setOpen(true);
  };
  const items = [
    { key: 'customers', label: '客户资料', onClick: () => open('customers') },
    { key: 'orders', label: '订单', onClick: () => open('orders') },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<ImportOutlined />}>导入</Button>
      </Dropdown>
      <ImportDialog key={rows} rows={rows} open={isOpen} onClose={() => setOpen(false)} queryKeys={listKeys} />
    </>
  );
}

function Export({ filter }: { filter: CustomerFilterInput }) {
  const { message } = App.useApp();
  const { today } = useSession();
  const mayUnmask = useMay('customers.unmask');
  const [isLoading, setLoading] = useState(false);
  const save = async (format: 'csv' | 'xlsx', mobiles: 'masked' | 'clear') => {
    setLoading(true);
    const query = { ...(filter as Record<string, string | undefined>), format, mobiles }; // the address says all as text
    await download('/customers/export', query, `客户-${today}.${format}`).catch(
      (error: Error) => void message.error(error.message),
    );
    setLoading(false);
  };
  const items = [
    { key: 'xlsx', label: 'Excel（手机号打码）', onClick: () => void save('xlsx', 'masked') },
    { key: 'csv', label: 'CSV（手机号打码）', onClick: () => void save('csv', 'masked') },
    ...(mayUnmask
      ? [{ key: 'clear', label: 'Excel（完整手机号，记入审计）', onClick: () => void save('xlsx', 'clear') }]
      : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<ExportOutlined />} loading={isLoading}>
        导出
      </Button>
    </Dropdown>
  );
}
