import { Alert, Button, Flex, Spin } from 'antd';

export function Loading() {
  return (
    <Flex justify="center" align="center" style={{ minHeight: 240 }} role="status" aria-label="加载中">
      <Spin />
    </Flex>
  );
}

/** What went wrong, in the server's words, and the way to try again. */
export function ErrorNotice({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const retry = onRetry && (
    <Button size="small" onClick={onRetry}>
      重试
    </Button>
  );
  return <Alert type="error" showIcon title="没有加载出来" description={error.message} action={retry} role="alert" />;
}
