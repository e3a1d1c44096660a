import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Progress, Table } from 'antd';
import { batchEndpoints, type BatchView } from '../../../contract/console/batches';
import { call } from '../api';
import { isWorking, useBatchAct } from './batches-api';

/** How far work on customers is, and with whom it did not work. */
export function BatchProgress({ batch, onClose }: { batch: BatchView; onClose: () => void }) {
  const { message } = App.useApp();
  const cancel = useBatchAct('cancelBatch');
  const { id, title, state, done, total, failed, why } = batch;
  const stop = () => cancel.mutate(id, { onError: (error) => void message.error(error.message) });
  const words = {
    done: {
      type: 'success' as const,
      title: `做完了：${done - failed} 位成功${failed > 0 ? `，${failed} 位没有成功` : ''}`,
    },
    dropped: { type: 'warning' as const, title: `已停止：做过的 ${done} 位不会撤回` },
    failed: { type: 'error' as const, title: why },
  };
  const end = isWorking(batch) ? null : words[state as keyof typeof words]; // the states in which work is over
  return (
    <>
      <p role="status">{title}</p>
      {end ? (
        <Alert showIcon {...end} />
      ) : (
        <Progress percent={total > 0 ? Math.floor((done / total) * 100) : 0} status="active" aria-label="进度" />
      )}
      {failed > 0 && end && <Failures id={id} />}
      <Flex justify="space-between" align="center" gap={8} className="import-foot">
        <span className="import-hint">{end ? '' : `${done} / ${total}，可以关掉窗口，不会中断`}</span>
        {end ? (
          <Button type="primary" onClick={onClose}>
            关闭
          </Button>
        ) : (
          <Button danger loading={cancel.isPending} onClick={stop}>
            停止
          </Button>
        )}
      </Flex>
    </>
  );
}

function Failures({ id }: { id: string }) {
  const { data, isPending } = useQuery({
    queryKey: ['batch-failures', id],
    queryFn: () => call(batchEndpoints.listBatchFailures, { params: { id } }),
  });
  return (
    <Table
      className="import-table"
      size="small"
      rowKey="externalUserId"
      loading={isPending}
      dataSource={data?.failures ?? []}
      pagination={false}
      scroll={{ y: 200 }}
      columns={[
        { title: '客户', dataIndex: 'name', render: (name: string, { externalUserId }) => name || externalUserId },
        { title: '原因', dataIndex: 'message' },
      ]}
    />
  );
}
