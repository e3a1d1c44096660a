import { Alert, Form, Input, Modal, Select, Switch } from 'antd';
import { useState } from 'react';
import { type BindableRep, memberEndpoints, type MemberView } from '../../../contract/console/members';
import { type Role, roles } from '../../../contract/console/permissions';
import { call } from '../api';
import { useSession } from '../session';
import { roleNames } from '../shell/role-names';
import { clashOf, MemberClash, type MemberRights, type SavedMember } from './member-clash';
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
  const [theirs, setTheirs] = useState<SavedMember | null>(null);
  const [seen, setSeen] = useState<SavedMember | null>(member);
  const act = ({ fields, over }: { fields: Fields; over: number | null }) => saved(member, fields, over);
  const save = useMemberAct(act, member ? '已保存' : '已添加', onClose);
  const submit = (over: number | null) => {
    const fields = { ...initialOf(seen), ...form.getFieldsValue() };
    save.mutate({ fields, over }, { onError: (error) => setTheirs(clashOf(error)) });
  };
  const takeTheirs = (current: SavedMember) => {
    form.setFieldsValue(initialOf(current));
    setSeen(current);
    setTheirs(null);
  };
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
      {theirs && (
        <MemberClash
          mine={rightsOf({ ...initialOf(seen), ...form.getFieldsValue() })}
          {...{ theirs, reps }}
          onMine={() => submit(theirs.updatedAt)}
          onTheirs={() => takeTheirs(theirs)}
        />
      )}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={initialOf(member)}
        onFinish={() => submit(seen?.updatedAt ?? null)}
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

function initialOf(member: MemberRights | null): Omit<Fields, 'login' | 'password'> {
  if (!member) return { name: '', role: 'operator', maySend: false, departmentIds: [] };
  const { name, role, maySend, repUserId, departmentIds } = member;
  return { name, role, maySend, repUserId: repUserId ?? undefined, departmentIds };
}

/** What the form says, without what its role cannot have. */
function rightsOf({ name, role, maySend, repUserId, departmentIds }: Omit<Fields, 'login' | 'password'>): MemberRights {
  return {
    name,
    role,
    maySend: maySend && role !== 'rep' && role !== 'auditor',
    repUserId: repUserId ?? null,
    departmentIds: role === 'lead' ? departmentIds : [],
  };
}

/** @param over when what is overwritten was saved; null: a new member */
function saved(member: MemberView | null, fields: Fields, over: number | null): Promise<unknown> {
  const { login, password } = fields;
  const rights = rightsOf(fields);
  return member && over !== null
    ? call(memberEndpoints.editMember, { params: { id: member.id }, body: { ...rights, updatedAt: over } })
    : call(memberEndpoints.addMember, { body: { ...rights, login, password: password ? password : null } });
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
