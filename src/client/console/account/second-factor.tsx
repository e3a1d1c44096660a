import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Popconfirm, QRCode, Typography } from 'antd';
import { accountEndpoints } from '../../../contract/console/account';
import { call } from '../api';

/** Turns the second factor on, with a code as proof that the app has it, and off. */
export function SecondFactor({ hasTotp }: { hasTotp: boolean }) {
  const { message } = App.useApp();
  const client = useQueryClient();
  const settled = (words: string) => {
    void client.invalidateQueries({ queryKey: ['session'] });
    void message.success(words);
  };
  const start = useMutation({ mutationFn: () => call(accountEndpoints.startTotp, {}) });
  const remove = useMutation({
    mutationFn: () => call(accountEndpoints.removeTotp, {}),
    onSuccess: () => settled('已关闭两步验证'),
  });
  const error = start.error ?? remove.error;
  return (
    <>
      {error && <Alert type="error" showIcon title={error.message} className="account-alert" />}
      {hasTotp && (
        <>
          <p>已开启：用密码登录时还要输入验证器 App 上的 6 位数字。</p>
          <Popconfirm title="关闭后只凭密码就能登录，确定吗？" onConfirm={() => remove.mutate()}>
            <Button danger loading={remove.isPending}>
              关闭两步验证
            </Button>
          </Popconfirm>
        </>
      )}
      {!hasTotp && !start.data && (
        <>
          <p>开启后，别人知道你的密码也登录不了。需要一个验证器 App（如腾讯身份验证器、Microsoft Authenticator）。</p>
          <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
            开启两步验证
          </Button>
        </>
      )}
      {!hasTotp && start.data && (
        <Enrol
          {...start.data}
          onDone={() => {
            start.reset();
            settled('已开启两步验证');
          }}
        />
      )}
    </>
  );
}

interface EnrolProps {
  secret: string;
  uri: string;
  pending: string;
  onDone: () => void;
}

function Enrol({ secret, uri, pending, onDone }: EnrolProps) {
  const confirm = useMutation({
    mutationFn: ({ code }: { code: string }) => call(accountEndpoints.confirmTotp, { body: { pending, code } }),
    onSuccess: onDone,
  });
  return (
    <>
      <p>1. 用验证器 App 扫码，或手动输入下面的密钥。</p>
      <QRCode value={uri} type="svg" size={168} color="#000000" bgColor="#ffffff" />
      <Typography.Paragraph copyable={{ text: secret }} className="account-secret">
        {secret.replace(/(.{4})/g, '$1 ')}
      </Typography.Paragraph>
      <p>2. 输入 App 上显示的 6 位数字。</p>
      <Form<{ code: string }> layout="inline" onFinish={(fields) => confirm.mutate(fields)}>
        <Form.Item name="code" rules={[{ required: true, pattern: /^\d{6}$/, message: '验证码是 6 位数字' }]}>
          <Input inputMode="numeric" maxLength={6} autoComplete="one-time-code" aria-label="6 位验证码" autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          确认开启
        </Button>
      </Form>
      {confirm.error && <Alert type="error" showIcon title={confirm.error.message} className="account-alert" />}
    </>
  );
}
