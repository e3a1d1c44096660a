import { Button, Result } from 'antd';
import { useRouteError } from 'react-router';

/** A page that could not be loaded or broke; the rest of the console stands. */
export function PageCrash() {
  const error = useRouteError();
  return (
    <Result
      status="warning"
      title="这个页面没有打开"
      subTitle={error instanceof Error ? error.message : String(error)}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          刷新页面
        </Button>
      }
    />
  );
}
