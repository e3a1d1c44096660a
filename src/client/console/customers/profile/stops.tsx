import { Alert, Button, Flex } from 'antd';
import { useState } from 'react';
import { profileEndpoints, type ProfileView } from '../../../../contract/console/profile';
import { clockTextIn } from '../../../ui/shop-time';
import { call } from '../../api';
import { useSession } from '../../session';
import { whoWords } from '../customer-words';
import { useChange } from './profile-api';
import { ReasonDialog } from './reason-dialog';

type Act = 'opt-out' | 'opt-in' | 'problem' | null;

/** What stops care, since when and why; and the ways to stop it and to let it go on. */
export function Stops({ profile, mayEdit }: { profile: ProfileView; mayEdit: boolean }) {
  const { externalUserId, optedOut, optedOutAt, optOutReason, optOutBy, problem, deceased } = profile;
  const clockText = clockTextIn(useSession().shop.zone);
  const params = { externalUserId };
  const [act, setAct] = useState<Act>(null);
  const optOut = useChange(externalUserId, (reason: string) =>
    call(profileEndpoints.optOut, { params, body: { reason } }),
  );
  const optIn = useChange(externalUserId, (reason: string) =>
    call(profileEndpoints.optIn, { params, body: { reason } }),
  );
  const open = useChange(externalUserId, (text: string) =>
    call(profileEndpoints.openProblem, { params, body: { text } }),
  );
  const close = useChange(externalUserId, (openedAt: string) =>
    call(profileEndpoints.closeProblem, { params, body: { openedAt } }),
  );
  const button = (words: string, next: Act) =>
    mayEdit && (
      <Button size="small" onClick={() => setAct(next)}>
        {words}
      </Button>
    );
  return (
    <>
      {optedOut && (
        <Alert
          type="warning"
          showIcon
          title="已退订：不做任何主动触达"
          description={`${optOutReason || '没有写明原因'}（${whoWords(optOutBy ?? '')}，${optedOutAt ? clockText(optedOutAt) : ''}）`}
          action={button('恢复联系', 'opt-in')}
        />
      )}
      {problem && (
        <Alert
          type="error"
          showIcon
          title="有待处理问题：期间不推荐商品"
          description={
            <>
              {problem.text}（{clockText(problem.openedAt)} 起）
              {close.error && <div role="alert">{close.error.message}</div>}
            </>
          }
          action={
            mayEdit && (
              <Button size="small" loading={close.isPending} onClick={() => close.mutate(problem.openedAt)}>
                已解决
              </Button>
            )
          }
        />
      )}
      {!deceased && (
        <Flex gap={8} wrap>
          {!optedOut && button('退订', 'opt-out')}
          {!problem && button('登记问题', 'problem')}
        </Flex>
      )}
      <ReasonDialog
        isOpen={act === 'opt-out'}
        title="退订：停止一切主动触达"
        note="待发的立即取消。以后只有客户本人的意愿才能恢复。"
        label="原因"
        change={optOut}
        onClose={() => setAct(null)}
      />
      <ReasonDialog
        isOpen={act === 'opt-in'}
        title="恢复联系"
        note="只有客户本人的意愿才能恢复，请写明 TA 何时、怎样表示的；会记入时间线和审计。"
        label="客户本人的意愿"
        change={optIn}
        onClose={() => setAct(null)}
      />
      <ReasonDialog
        isOpen={act === 'problem'}
        title="登记问题"
        note="问题解决之前，不向 TA 推荐商品，也不发祝福。"
        label="什么问题"
        change={open}
        onClose={() => setAct(null)}
      />
    </>
  );
}
