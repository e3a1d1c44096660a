import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input } from 'antd';
import { accountEndpoints } from '../../../contract/console/account';
import { PageHead } from '../../ui/page-head';
import { call } from '../api';
import { useSession } from '../session';
import { SecondFactor } from './second-factor';
import './account.css';

/** 我的账号: password and second factor. */
export function AccountPage() {
  const { member } = useSession();
  return (
    <>
      <PageHead title="我的账号" note={`${member.name} · 账号 ${member.login}`} />
      <div className="account-cards">
        <Card size="small" title="密码">
          {member.hasPassword ? <PasswordForm /> : <p>你通过企业微信登录，没有设密码。需要时请管理员设置。</p>}
        </Card>
        <Card size="small" title="两步验证">
          <SecondFactor hasTotp={member.hasTotp} />
        </Card>
      </div>
    </>
  );
}

interface Fields {
  current: string;
  next: string;
  again: string;
}

function PasswordForm() {
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const change = useMutation({
    mutationFn: ({ current, next }: Fields) => call(accountEndpoints.changePassword, { body: { current, next } }),
    onSuccess: () => {
      form.resetFields();
      void message.success('密码已修改，其他地方的登录都已退出');
    },
  });
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => change.mutate(fields)}>
      <Form.Item name="current" label="现在的密码" rules={[{ required: true, message: '请输入现在的密码' }]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="next"
        label="新密码"
        rules={[{ required: true, min: 10, message: '至少 10 个字符' }]}
        extra="至少 10 个字符；修改后其他地方的登录会退出"
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label="再输一次新密码"
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_, value) => {
              if (value !== getFieldValue('next')) throw new Error('两次输入的不一样');
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      {change.error && <Alert type="error" showIcon title={change.error.message} className="account-alert" />}
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        修改密码
      </Button>
    </Form>
  );
}
