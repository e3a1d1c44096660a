import { useQuery } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { type BindableRep, memberEndpoints, type MemberView } from '../../../contract/console/members';
import { PageHead } from '../../ui/page-head';
import { clockTextIn } from '../../ui/shop-time';
import { ErrorNotice, Loading } from '../../ui/states';
import { call } from '../api';
import { useMay, useSession } from '../session';
import { roleNames } from '../shell/role-names';
import { MemberActions } from './member-actions';
import { MemberDialog } from './member-dialog';
import { RoleGuide } from './role-guide';

/** 成员与权限: who may sign in, and what they may do. */
export function MembersPage() {
  const mayEdit = useMay('members.edit');
  const [editing, setEditing] = useState<MemberView | 'new' | null>(null);
  const list = useQuery({ queryKey: ['members'], queryFn: () => call(memberEndpoints.listMembers, {}) });
  const members = list.data?.members ?? [];
  const active = members.filter(({ disabledAt }) => disabledAt === null).length;
  return (
    <>
      <PageHead
        title="成员与权限"
        note={list.data && `${active} 位成员可以登录；不在这里的人，企业微信认识也进不来`}
        actions={
          mayEdit && (
            <Button type="primary" onClick={() => setEditing('new')}>
              添加成员
            </Button>
          )
        }
      />
      {list.isPending && <Loading />}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && <MemberTable members={members} mayEdit={mayEdit} onEdit={setEditing} />}
      <RoleGuide />
      {editing && (
        <MemberDialog
          member={editing === 'new' ? null : editing}
          reps={list.data?.reps ?? []}
          taken={takenBy(members, editing === 'new' ? null : editing)}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function takenBy(members: MemberView[], but: MemberView | null): ReadonlySet<BindableRep['repUserId']> {
  return new Set(members.flatMap(({ id, repUserId }) => (repUserId === null || id === but?.id ? [] : [repUserId])));
}

interface TableProps {
  members: MemberView[];
  mayEdit: boolean;
  onEdit: (member: MemberView) => void;
}

function MemberTable({ members, mayEdit, onEdit }: TableProps) {
  const session = useSession();
  const clockText = clockTextIn(session.shop.zone);
  return (
    <Table<MemberView>
      rowKey="id"
      size="small"
      dataSource={members}
      pagination={false}
      scroll={{ x: 880 }}
      columns={[
        {
          title: '成员',
          render: (_, member) => (
            <>
              {member.name} {member.id === session.member.id && <Tag>我</Tag>}
              <div className="member-login">{member.login}</div>
            </>
          ),
        },
        {
          title: '角色',
          render: (_, { role, maySend }) => (
            <>
              {roleNames[role]} {maySend && <Tag>可批准发送</Tag>}
            </>
          ),
        },
        { title: '企业微信', render: (_, member) => <WecomName member={member} /> },
        { title: '登录方式', render: (_, member) => waysIn(member) },
        {
          title: '状态',
          render: (_, { disabledAt, hasLeft, openSessions }) => {
            if (disabledAt !== null)
              return (
                <Tag color="red" variant="solid">
                  已停用
                </Tag>
              );
            if (hasLeft)
              return (
                <Tag color="red" variant="solid">
                  已离职
                </Tag>
              );
            return openSessions > 0 ? <Tag>在线</Tag> : <Tag>可登录</Tag>;
          },
        },
        {
          title: '最近使用',
          width: 150,
          render: (_, { lastSeenAt }) => (lastSeenAt === null ? '还没有登录过' : clockText(lastSeenAt)),
        },
        ...(mayEdit
          ? [
              {
                title: '操作',
                width: 130,
                render: (_: unknown, member: MemberView) => (
                  <MemberActions member={member} onEdit={() => onEdit(member)} />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function WecomName({ member: { repUserId, repName } }: { member: MemberView }) {
  if (repUserId === null) return <span className="member-login">未绑定</span>;
  return (
    <>
      {repName ?? repUserId}
      <div className="member-login">{repUserId}</div>
    </>
  );
}

function waysIn({ hasPassword, hasTotp, repUserId }: MemberView): string {
  const ways = [hasPassword && (hasTotp ? '密码 + 验证码' : '密码'), repUserId !== null && '企业微信'].filter(Boolean);
  return ways.length > 0 ? ways.join('、') : '没有，无法登录';
}
