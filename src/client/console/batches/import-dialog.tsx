import { useQueryClient } from '@tanstack/react-query';
import { Alert, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { ImportRows } from '../../../contract/console/batches';
import { ErrorNotice, Loading } from '../../ui/states';
import { findOpenImport, isWorking, uploadImport, useBatch } from './batches-api';
import { ImportChecked } from './import-checked';
import { ImportEnd } from './import-end';
import { ImportFile } from './import-file';
import { ImportProgress } from './import-progress';
import './batches.css';

interface Props {
  rows: ImportRows;
  open: boolean;
  onClose: () => void;
  /** What the page shows of these rows. */
  queryKeys: readonly string[];
}

const titles: Record<ImportRows, string> = { customers: '导入客户', products: '导入商品', orders: '导入订单' };

/** From a file to its rows: chosen, tried, confirmed, imported. Closing it stops nothing; opening it again goes on. */
export function ImportDialog({ rows, open, onClose, queryKeys }: Props) {
  return (
    <Modal open={open} title={titles[rows]} footer={null} width={720} onCancel={onClose} destroyOnHidden>
      <ImportSteps rows={rows} onClose={onClose} queryKeys={queryKeys} />
    </Modal>
  );
}

function ImportSteps({ rows, onClose, queryKeys }: Omit<Props, 'open'>) {
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  const [fault, setFault] = useState('');
  const [isSending, setSending] = useState(false);
  const batch = useBatch(id);
  useEffect(() => {
    void findOpenImport(rows).then(
      (known) => setId((chosen) => chosen ?? known?.id ?? null),
      // Nothing to go on with; a new file tells what is wrong.
      () => undefined,
    );
  }, [rows]);
  const state = batch.data?.state;
  useEffect(() => {
    if (state !== 'done' && state !== 'dropped') return;
    for (const name of queryKeys) void client.invalidateQueries({ queryKey: [name] });
  }, [state, client, queryKeys]);

  const send = async (file: File) => {
    setSending(true);
    setFault('');
    await uploadImport(rows, file)
      .then(({ id: uploaded }) => setId(uploaded))
      .catch((error: Error) => setFault(error.message));
    setSending(false);
  };
  const again = () => setId(null);

  if (id === null) {
    return (
      <>
        {fault && <Alert type="error" showIcon title={fault} role="alert" className="import-fault" />}
        <ImportFile rows={rows} isSending={isSending} onFile={(file) => void send(file)} />
      </>
    );
  }
  if (batch.error) return <ErrorNotice error={batch.error} onRetry={again} />;
  if (!batch.data) return <Loading />;
  if (isWorking(batch.data)) return <ImportProgress batch={batch.data} />;
  if (batch.data.state === 'checked') return <ImportChecked batch={batch.data} onOther={again} />;
  return <ImportEnd batch={batch.data} onAgain={again} onClose={onClose} />;
}
