import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { sessionEndpoints } from '../../../contract/console/session';
import { Refused } from '../../ui/ask';
import { call } from '../api';
import { useSetSession } from '../session';
import { takeRefusal, WecomSignIn } from './wecom-sign-in';

interface Fields {
  login: string;
  password: string;
  totp?: string;
}

/** Login and password; the code of the second factor where the account has one. */
export function SignInPage() {
  const setSession = useSetSession();
  const [refusal] = useState(takeRefusal);
  const signIn = useMutation({
    mutationFn: ({ totp, ...fields }: Fields) =>
      call(sessionEndpoints.signIn, { body: totp ? { ...fields, totp } : fields }),
    onSuccess: setSession,
  });
  const { error } = signIn;
  const needsTotp = error instanceof Refused && error.code === 'totp_needed';
  return (
    <main className="sign-in">
      <Card className="sign-in-card">
        <Typography.Title level={1} className="sign-in-title">
          久伴后台
        </Typography.Title>
        <p className="sign-in-words">把每一位老客，照顾得恰到好处。</p>
        <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => signIn.mutate(fields)}>
          <Form.Item name="login" label="账号" rules={[{ required: true, message: '请输入账号' }]}>
            <Input autoFocus autoComplete="username" maxLength={64} data-testid="login" />
          </Form.Item>
          <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
            <Input.Password autoComplete="current-password" maxLength={200} data-testid="password" />
          </Form.Item>
          {needsTotp && (
            <Form.Item name="totp" label="验证码" rules={[{ pattern: /^\d{6}$/, message: '验证码是 6 位数字' }]}>
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus data-testid="totp" />
            </Form.Item>
          )}
          {error && (
            <Form.Item>
              <Alert type={needsTotp ? 'info' : 'error'} title={error.message} showIcon role="alert" />
            </Form.Item>
          )}
          {refusal && !error && (
            <Form.Item>
              <Alert type="error" title={refusal} showIcon role="alert" />
            </Form.Item>
          )}
          <Button type="primary" htmlType="submit" block loading={signIn.isPending} data-testid="sign-in">
            登录
          </Button>
        </Form>
        <WecomSignIn />
      </Card>
    </main>
  );
}
