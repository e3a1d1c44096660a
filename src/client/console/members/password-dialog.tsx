import { Button, Form, Input, Modal } from 'antd';
import { memberEndpoints, type MemberView } from '../../../contract/console/members';
import { call } from '../api';
import { useMemberAct } from './use-member-act';

/** A new password for a member, or none, which leaves them WeCom. */
export function PasswordDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const { id, name, repUserId, hasPassword } = member;
  const set = useMemberAct(
    (password: string | null) => call(memberEndpoints.setMemberPassword, { params: { id }, body: { password } }),
    `${name} 的密码已更新，已退出登录`,
    onClose,
  );
  return (
    <Modal open title={`重设 ${name} 的密码`} footer={null} onCancel={onClose}>
      <Form<{ password: string }> layout="vertical" onFinish={({ password }) => set.mutate(password)}>
        <Form.Item
          name="password"
          label="新密码"
          rules={[{ required: true, min: 10, message: '至少 10 个字符' }]}
          extra="请当面或用可靠的方式告诉对方，并请对方登录后自己再改一次"
        >
          <Input.Password autoComplete="new-password" maxLength={200} autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={set.isPending}>
          设置新密码
        </Button>
        {repUserId !== null && hasPassword && (
          <Button block type="link" onClick={() => set.mutate(null)}>
            取消密码，只用企业微信登录
          </Button>
        )}
      </Form>
    </Modal>
  );
}
