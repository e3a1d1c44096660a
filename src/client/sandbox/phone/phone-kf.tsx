import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Chat } from '../chat';
import { kfLines } from '../kf-lines';
import type { Customer, KfTalk } from '../sandbox-state';
import { SayBar } from '../say-bar';
import { clockTime } from '../shanghai-time';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { useAct } from '../use-sandbox';

interface Props {
  state: Seen;
  customer: Customer;
  kf: KfTalk;
  tabs: ReactNode;
}

/** The customer's chat with the shop's 微信客服. */
export function PhoneKf({ state, customer, kf, tabs }: Props) {
  const enter = useAct('customer-enters-kf');
  const write = useAct('customer-writes-kf');
  const choose = useAct('customer-taps-kf-menu');
  const about = { openKfId: kf.openKfId, externalUserId: customer.externalUserId };
  const servicer = state.reps.find(({ repUserId }) => repUserId === kf.servicerUserId);
  return (
    <>
      <div className="phone-status" aria-hidden>
        <span>{clockTime(Date.parse(state.now))}</span>
        <span className="phone-battery" />
      </div>
      <header className="phone-head">
        <span className="phone-back" aria-hidden>
          ‹
        </span>
        <h2>
          {kf.name}{' '}
          <span className="phone-corp" data-testid="kf-state">
            {servicer ? texts.kf.withPerson(servicer.name) : texts.kf.who[kf.state]}
          </span>
        </h2>
        <Button
          type="text"
          size="small"
          loading={enter.isPending}
          onClick={() => enter.mutate(about)}
          data-testid="enter-kf"
        >
          {texts.kf.enter}
        </Button>
      </header>
      {tabs}
      <Chat
        lines={kfLines({ customer, kf, as: 'customer', onChoose: (menuId) => choose.mutate({ ...about, menuId }) })}
        now={Date.parse(state.now)}
        empty={texts.kf.empty}
        label={texts.kf.tab}
        testId="phone-kf"
      />
      <SayBar
        label={texts.phone.sayLabel}
        placeholder={texts.phone.say}
        send={texts.phone.send}
        pending={write.isPending}
        inputTestId="kf-input"
        sendTestId="kf-send"
        onSay={(text, done) => write.mutate({ ...about, text }, { onSuccess: done })}
      />
    </>
  );
}
