import { Badge, Button, Segmented } from 'antd';
import { useState } from 'react';
import { Chat } from '../chat';
import { kfLines } from '../kf-lines';
import type { Customer, KfTalk, Rep } from '../sandbox-state';
import { SayBar } from '../say-bar';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { useAct } from '../use-sandbox';

export interface KfCase {
  customer: Customer;
  kf: KfTalk;
}

/** Conversations that this rep has, or may take out of the pool. */
export function kfCasesOf(state: Seen, rep: Rep): KfCase[] {
  const all = state.customers.flatMap((customer) => customer.kf.map((kf) => ({ customer, kf })));
  const isMine = ({ kf }: KfCase) => kf.state === 'human' && kf.servicerUserId === rep.repUserId;
  const isWaiting = ({ kf }: KfCase) => kf.state === 'pool' && kf.servicers.includes(rep.repUserId);
  return all.filter((one) => isMine(one) || isWaiting(one));
}

interface Props {
  state: Seen;
  rep: Rep;
  cases: KfCase[];
}

/** The rep as a servicer of the shop's 微信客服. */
export function KfDesk({ state, rep, cases }: Props) {
  const [chosen, setChosen] = useState<string>();
  const shown = cases.find(({ customer }) => customer.externalUserId === chosen) ?? cases[0];
  if (!shown) return <p className="empty">{texts.kf.none}</p>;
  return (
    <div className="customer-of-rep">
      <header>
        <Segmented
          size="small"
          value={shown.customer.externalUserId}
          options={cases.map(({ customer, kf }) => ({
            value: customer.externalUserId,
            label: <Badge dot={kf.state === 'pool'}>{customer.name}</Badge>,
          }))}
          onChange={setChosen}
          data-testid="kf-cases"
        />
      </header>
      <KfCaseChat key={shown.customer.externalUserId} state={state} rep={rep} {...shown} />
    </div>
  );
}

function KfCaseChat({ state, rep, customer, kf }: KfCase & { state: Seen; rep: Rep }) {
  const take = useAct('servicer-takes-kf');
  const end = useAct('servicer-ends-kf');
  const write = useAct('servicer-writes-kf');
  const about = { openKfId: kf.openKfId, externalUserId: customer.externalUserId };
  const own = { ...about, repUserId: rep.repUserId };
  return (
    <>
      <header>
        <div className="customer-facts">
          <span>{kf.state === 'pool' ? texts.kf.pool : texts.kf.mine}</span>
          {kf.state === 'pool' ? (
            <Button size="small" loading={take.isPending} onClick={() => take.mutate(own)} data-testid="kf-take">
              {texts.kf.take}
            </Button>
          ) : (
            <Button size="small" loading={end.isPending} onClick={() => end.mutate(about)} data-testid="kf-end">
              {texts.kf.end}
            </Button>
          )}
        </div>
      </header>
      <Chat
        lines={kfLines({ customer, kf, as: 'servicer' })}
        now={Date.parse(state.now)}
        empty={texts.phone.noMessage}
        label={texts.wecom.tabs.kf}
        testId="kf-desk"
      />
      <SayBar
        label={texts.kf.sayLabel}
        placeholder={texts.kf.say}
        send={texts.phone.send}
        pending={write.isPending}
        inputTestId="kf-reply"
        sendTestId="kf-reply-send"
        onSay={(text, done) => write.mutate({ ...own, text }, { onSuccess: done })}
      />
    </>
  );
}
