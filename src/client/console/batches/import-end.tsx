import { Alert, App, Button, Flex } from 'antd';
import type { BatchView } from '../../../contract/console/batches';
import { downloadRejects } from './batches-api';
import { ImportCounts } from './import-counts';

/** What came of the file. */
export function ImportEnd(props: { batch: BatchView; onAgain: () => void; onClose: () => void }) {
  const { batch, onAgain, onClose } = props;
  const { message } = App.useApp();
  const download = () => void downloadRejects(batch).catch((error: Error) => message.error(error.message));
  const words = {
    done: { type: 'success' as const, title: '导入完成' },
    dropped: { type: 'warning' as const, title: `已停止：前 ${batch.done} 行已经写入的不会撤回` },
    failed: { type: 'error' as const, title: batch.why },
  };
  const { type, title } = words[batch.state as keyof typeof words]; // the states in which work is over
  return (
    <>
      <Alert type={type} showIcon title={title} role={type === 'error' ? 'alert' : 'status'} />
      <ImportCounts batch={batch} />
      <Flex justify="end" gap={8} wrap className="import-foot">
        {batch.failed > 0 && batch.state !== 'failed' && (
          <Button onClick={download}>下载退回的 {batch.failed} 行</Button>
        )}
        <Button onClick={onAgain}>再导入一个文件</Button>
        <Button type="primary" onClick={onClose}>
          关闭
        </Button>
      </Flex>
    </>
  );
}
