import { App, Button, Flex, Progress } from 'antd';
import type { BatchView } from '../../../contract/console/batches';
import { useBatchAct } from './batches-api';

/** How far a file is. */
export function ImportProgress({ batch }: { batch: BatchView }) {
  const { message } = App.useApp();
  const cancel = useBatchAct('cancelBatch');
  const isChecking = batch.state === 'checking';
  const percent = batch.total > 0 ? Math.floor((batch.done / batch.total) * 100) : 0;
  const stop = () => cancel.mutate(batch.id, { onError: (error) => void message.error(error.message) });
  return (
    <>
      <p role="status">
        {isChecking
          ? `正在检查，已看过 ${batch.done} 行；还没有写入任何内容`
          : `正在导入，${batch.done} / ${batch.total} 行${batch.failed > 0 ? `，退回 ${batch.failed} 行` : ''}`}
      </p>
      <Progress percent={isChecking ? 100 : percent} status="active" showInfo={!isChecking} aria-label="进度" />
      <Flex justify="space-between" align="center" className="import-foot">
        <span className="import-hint">可以关掉这个窗口，不会中断；回来再打开就能看到进度</span>
        <Button danger loading={cancel.isPending} onClick={stop}>
          {isChecking ? '不导入了' : '停止'}
        </Button>
      </Flex>
    </>
  );
}
