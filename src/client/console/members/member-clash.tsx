import type { BindableRep, MemberView } from '../../../contract/console/members';
import { Refused } from '../../ui/ask';
import { BothSides } from '../../ui/both-sides';
import { roleNames } from '../shell/role-names';

/** What may be changed of a member, as it stands on one side. */
export type MemberRights = Pick<MemberView, 'name' | 'role' | 'maySend' | 'repUserId' | 'departmentIds'>;
export type SavedMember = MemberRights & Pick<MemberView, 'updatedAt'>;

/** The member as another admin saved it meanwhile; null: the error is another one. */
export function clashOf(error: Error): SavedMember | null {
  if (!(error instanceof Refused) || error.code !== 'stale_member') return null;
  return (error.more.current as SavedMember | undefined) ?? null; // of the contract of 409s
}

interface Props {
  mine: MemberRights;
  theirs: SavedMember;
  reps: BindableRep[];
  onMine: () => void;
  onTheirs: () => void;
}

/** A member whom another admin changed meanwhile. */
export function MemberClash({ mine, theirs, reps, onMine, onTheirs }: Props) {
  const nameOf = (repUserId: string | null) => reps.find((rep) => rep.repUserId === repUserId)?.name ?? repUserId;
  const row = (name: string, say: (side: MemberRights) => string) => ({ name, theirs: say(theirs), mine: say(mine) });
  const rows = [
    row('姓名', ({ name }) => name),
    row('角色', ({ role }) => roleNames[role]),
    row('可批准发送', ({ maySend }) => (maySend ? '是' : '否')),
    row('企业微信成员', ({ repUserId }) => nameOf(repUserId) ?? '未绑定'),
    row('管哪些部门', ({ departmentIds }) => departmentIds.join('、') || '没有'),
  ];
  return (
    <BothSides
      title="这位成员刚被别的管理员改过，你的修改还没有保存"
      rows={rows.filter((each) => each.theirs !== each.mine)}
      onMine={onMine}
      onTheirs={onTheirs}
    />
  );
}
