import { QrcodeOutlined } from '@ant-design/icons';
import { Button, Divider } from 'antd';
import { consoleBase } from '../../../contract/console/endpoint';

/** Where WeCom is asked, and comes back to the page on which the member stands. */
export function wecomSignInPath(): string {
  return `${consoleBase}/wecom/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`;
}

export function WecomSignIn() {
  return (
    <>
      <Divider plain>或</Divider>
      <Button block icon={<QrcodeOutlined />} href={wecomSignInPath()} data-testid="wecom-sign-in">
        用企业微信登录
      </Button>
    </>
  );
}

const refusal = /(?:^|; )jiuban_refusal=([^;]*)/;

/** Why WeCom’s answer was refused; told once, then forgotten. */
export function takeRefusal(): string {
  const [, words = ''] = refusal.exec(document.cookie) ?? [];
  if (words !== '') document.cookie = 'jiuban_refusal=; Path=/console; Max-Age=0';
  return decodeURIComponent(words);
}
