import { Alert, Form, Input, Modal, Select, Switch } from 'antd';
import { type BindableRep, memberEndpoints, type MemberView } from '../../../contract/console/members';
import { type Role, roles } from '../../../contract/console/permissions';
import { call } from '../api';
import { useSession } from '../session';
import { roleNames } from '../shell/role-names';
import { useMemberAct } from './use-member-act';

interface Props {
  /** Null: a new one. */
  member: MemberView | null;
  reps: BindableRep[];
  /** Reps who have an account. */
  taken: ReadonlySet<string>;
  onClose: () => void;
}

interface Fields {
  login: string;
  name: string;
  role: Role;
  maySend: boolean;
  repUserId?: string;
  departmentIds: number[];
  password?: string;
}

/** Adds a member, or changes what one may do. */
export function MemberDialog({ member, reps, taken, onClose }: Props) {
  const isMe = useSession().member.id === member?.id;
  const [form] = Form.useForm<Fields>();
  const role = Form.useWatch('role', form);
  const repUserId = Form.useWatch('repUserId', form);
  const save = useMemberAct((fields: Fields) => saved(member, fields), member ? '已保存' : '已添加', onClose);
  return (
    <Modal
      open
      title={member ? `编辑 ${member.name}` : '添加成员'}
      okText={member ? '保存' : '添加'}
      confirmLoading={save.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      {isMe && <Alert type="info" showIcon title="自己的角色和权限要由另一位管理员来改" className="member-alert" />}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={initialOf(member)}
        onFinish={(fields) => save.mutate({ ...initialOf(member), ...fields })}
      >
        {!member && (
          <Form.Item
            name="login"
            label="账号"
            rules={[
              {
                required: true,
                pattern: /^[a-z0-9][a-z0-9._@-]{1,63}$/,
                message: '2 到 64 个小写字母、数字和 . _ - @',
              },
            ]}
          >
            <Input autoComplete="off" maxLength={64} />
          </Form.Item>
        )}
        <Form.Item name="name" label="姓名" rules={[{ required: true, whitespace: true, message: '请输入姓名' }]}>
          <Input maxLength={32} />
        </Form.Item>
        <Form.Item name="role" label="角色">
          <Select disabled={isMe} options={roles.map((value) => ({ value, label: roleNames[value] }))} />
        </Form.Item>
        {role !== 'rep' && role !== 'auditor' && (
          <Form.Item
            name="maySend"
            label="可批准发送"
            valuePropName="checked"
            extra="批准要发给客户的内容；不能批准自己写的"
          >
            <Switch disabled={isMe} />
          </Form.Item>
        )}
        {role === 'lead' && (
          <Form.Item
            name="departmentIds"
            label="管哪些部门"
            rules={[{ required: true, message: '组长至少管一个部门' }]}
          >
            <Select mode="multiple" options={departmentsOf(reps)} placeholder="选择部门" />
          </Form.Item>
        )}
        <Form.Item
          name="repUserId"
          label="企业微信成员"
          rules={[{ required: role === 'rep', message: '导购要绑定企业微信成员' }]}
          extra="绑定后可以用企业微信登录；离职后自动失效"
        >
          <Select
            allowClear
            disabled={isMe}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="不绑定"
            options={reps.map((rep) => ({
              value: rep.repUserId,
              label: `${rep.name}（${rep.repUserId}）`,
              disabled: taken.has(rep.repUserId),
            }))}
          />
        </Form.Item>
        {!member && (
          <Form.Item
            name="password"
            label="密码"
            rules={[{ required: !repUserId, min: 10, message: '至少 10 个字符；绑定了企业微信可以不设' }]}
          >
            <Input.Password autoComplete="new-password" maxLength={200} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function initialOf(member: MemberView | null): Fields {
  if (!member) return { login: '', name: '', role: 'operator', maySend: false, departmentIds: [] };
  const { login, name, role, maySend, repUserId, departmentIds } = member;
  return { login, name, role, maySend, repUserId: repUserId ?? undefined, departmentIds };
}

function saved(member: MemberView | null, fields: Fields): Promise<unknown> {
  const { login, name, role, password } = fields;
  const body = {
    name,
    role,
    maySend: fields.maySend && role !== 'rep' && role !== 'auditor',
    repUserId: fields.repUserId ?? null,
    departmentIds: role === 'lead' ? fields.departmentIds : [],
  };
  return member
    ? call(memberEndpoints.editMember, { params: { id: member.id }, body: { ...body, updatedAt: member.updatedAt } })
    : call(memberEndpoints.addMember, { body: { ...body, login, password: password ? password : null } });
}

/** WeCom tells our app the numbers of departments; who works there says which one it is. */
function departmentsOf(reps: BindableRep[]): { value: number; label: string }[] {
  const names = new Map<number, string[]>();
  for (const { name, departmentIds } of reps) {
    for (const id of departmentIds) names.set(id, [...(names.get(id) ?? []), name]);
  }
  return [...names]
    .sort(([one], [other]) => one - other)
    .map(([value, people]) => {
      const shown = people.slice(0, 3).join('、');
      return { value, label: `部门 ${value}（${shown}${people.length > 3 ? ` 等 ${people.length} 人` : ''}）` };
    });
}
