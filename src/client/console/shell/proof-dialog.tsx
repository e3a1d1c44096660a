import { Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { sessionEndpoints } from '../../../contract/console/session';
import { call, whenProofIsNeeded } from '../api';
import { wecomSignInPath } from './wecom-sign-in';
import { useSession } from '../session';

/** Comes up by itself when a step wants to know again who is there, and lets the step go on. */
export function ProofDialog() {
  const { member } = useSession();
  const [answer, setAnswer] = useState<((proved: boolean) => void) | null>(null);
  const [fault, setFault] = useState('');
  const [form] = Form.useForm<{ secret: string }>();
  useEffect(() => {
    whenProofIsNeeded(() => new Promise((resolve) => setAnswer(() => resolve)));
  }, []);
  const close = (proved: boolean) => {
    answer?.(proved);
    setAnswer(null);
    setFault('');
    form.resetFields();
  };
  const prove = async () => {
    const { secret } = await form.validateFields();
    const body = member.hasTotp ? { totp: secret } : { password: secret };
    await call(sessionEndpoints.prove, { body }).then(
      () => close(true),
      (error: Error) => setFault(error.message),
    );
  };
  return (
    <Modal
      open={answer !== null}
      title="请再次确认是你本人"
      okText="确认"
      onOk={() => void prove()}
      onCancel={() => close(false)}
    >
      {!member.hasPassword && !member.hasTotp && (
        <p>
          你通过企业微信登录：请<a href={wecomSignInPath()}>用企业微信再登录一次</a>，回来后十分钟内可以做这一步。
        </p>
      )}
      <p>这一步不能撤回，需要{member.hasTotp ? '验证器 App 上的验证码' : '你的登录密码'}。</p>
      <Form form={form} layout="vertical" onFinish={() => void prove()}>
        <Form.Item
          name="secret"
          label={member.hasTotp ? '6 位验证码' : '密码'}
          rules={[{ required: true, message: '请填写' }]}
          validateStatus={fault ? 'error' : undefined}
          help={fault || undefined}
        >
          <Input.Password autoFocus autoComplete={member.hasTotp ? 'one-time-code' : 'current-password'} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
