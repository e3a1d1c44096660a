import { Alert, App, Button, Flex, Table } from 'antd';
import type { BatchView, ImportPreviewView } from '../../../contract/console/batches';
import { ErrorNotice, Loading } from '../../ui/states';
import { downloadRejects, useBatchAct, useImportPreview } from './batches-api';
import { ImportCounts } from './import-counts';

/** What would come of the file, for its member to confirm. */
export function ImportChecked({ batch, onOther }: { batch: BatchView; onOther: () => void }) {
  const { message } = App.useApp();
  const preview = useImportPreview(batch.id);
  const start = useBatchAct('startImport');
  const cancel = useBatchAct('cancelBatch');
  const tell = { onError: (error: Error) => void message.error(error.message) };
  const { counts, failed, ignoredColumns } = batch;
  const wanted = counts ? counts.created + counts.updated : 0;
  const other = () => cancel.mutate(batch.id, { ...tell, onSuccess: onOther });
  const download = () => void downloadRejects(batch).catch((error: Error) => message.error(error.message));
  return (
    <>
      <p>{batch.title}，检查完了。还没有写入任何内容。</p>
      <ImportCounts batch={batch} />
      {ignoredColumns.length > 0 && (
        <Alert type="info" showIcon title={`这些列不认识，会被略过：${ignoredColumns.join('、')}`} />
      )}
      {preview.isPending && <Loading />}
      {preview.error && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && <Preview preview={preview.data} />}
      <Flex justify="end" gap={8} wrap className="import-foot">
        {failed > 0 && <Button onClick={download}>下载退回的 {failed} 行</Button>}
        <Button loading={cancel.isPending} onClick={other}>
          换一个文件
        </Button>
        <Button
          type="primary"
          disabled={wanted === 0}
          loading={start.isPending}
          onClick={() => start.mutate(batch.id, tell)}
        >
          {wanted === 0 ? '没有可写入的' : `确认导入 ${wanted} 条`}
        </Button>
      </Flex>
    </>
  );
}

function Preview({ preview: { columns, rows, faults } }: { preview: ImportPreviewView }) {
  return (
    <>
      {faults.length > 0 && (
        <Table
          className="import-table"
          size="small"
          title={() => '会被退回的行（最多列出 30 条）'}
          rowKey={({ row, field, reason }) => `${row} ${field} ${reason}`}
          dataSource={faults}
          pagination={false}
          scroll={{ y: 180 }}
          columns={[
            { title: '行号', dataIndex: 'row', width: 64 },
            { title: '列', dataIndex: 'field', width: 110, render: (field: string) => field || '整行' },
            { title: '原因', dataIndex: 'reason' },
          ]}
        />
      )}
      <Table
        className="import-table"
        size="small"
        title={() => '文件的前几行，按文字读入，公式不会运行'}
        rowKey={(cells) => rows.indexOf(cells)}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={columns.map((title, index) => ({
          title,
          key: index,
          render: (_: unknown, cells: string[]) => cells[index] ?? '',
        }))}
      />
    </>
  );
}
