import { Button, Input, Popconfirm, Space } from 'antd';
import { useState } from 'react';
import { Attachments } from '../attachments';
import { Avatar } from '../avatar';
import type { ChatLine } from '../chat';
import { Bubble, Chat } from '../chat';
import type { ChatMessage, Customer, Friendship, Rep } from '../sandbox-state';
import { SayBar } from '../say-bar';
import { chatTime } from '../shanghai-time';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { useAct } from '../use-sandbox';
import { ChatSidebar } from './chat-sidebar';

interface Props {
  state: Seen;
  rep: Rep;
  customer: Customer;
  friendship: Friendship;
}

function noteOf({ delivered, via }: ChatMessage): string | undefined {
  if (!delivered) return texts.customers.undelivered;
  return via && texts.customers.via[via];
}

function lineOf(message: ChatMessage, customer: Customer, rep: Rep): ChatLine {
  const mine = message.from === 'rep';
  const face = mine ? (
    <Avatar name={rep.name} of={rep.repUserId} size={32} />
  ) : (
    <Avatar name={customer.name} of={customer.externalUserId} size={32} />
  );
  const content = (
    <Bubble mine={mine} avatar={face} note={noteOf(message)}>
      {message.text}
      <Attachments of={message.attachments} />
    </Bubble>
  );
  return { key: message.seq, at: Date.parse(message.at), content };
}

function Remark({ rep, customer, friendship }: Omit<Props, 'state'>) {
  const edit = useAct('rep-edits-customer');
  const [remark, setRemark] = useState(friendship.remark);
  const about = { repUserId: rep.repUserId, externalUserId: customer.externalUserId };
  const save = () => {
    if (remark !== friendship.remark) edit.mutate({ ...about, remark });
  };
  return (
    <Space.Compact>
      <Input
        prefix={texts.customers.remark}
        aria-label={texts.customers.remarkLabel}
        value={remark}
        maxLength={20}
        onChange={(event) => setRemark(event.target.value)}
        onPressEnter={save}
        data-testid="remark-input"
      />
      <Button
        loading={edit.isPending}
        disabled={remark === friendship.remark || remark.trim() === ''}
        onClick={save}
        data-testid="remark-save"
      >
        {texts.customers.save}
      </Button>
    </Space.Compact>
  );
}

/** One customer as their rep has them: remark, the talk, a word by hand, and parting. */
export function CustomerOfRep({ state, rep, customer, friendship }: Props) {
  const remove = useAct('rep-deletes-customer');
  const confirm = useAct('rep-confirms-customer');
  const write = useAct('rep-sends-by-hand');
  const [about] = useState({ repUserId: rep.repUserId, externalUserId: customer.externalUserId });
  const [hasSidebar, setHasSidebar] = useState(false);
  const now = Date.parse(state.now);
  return (
    <div className="customer-of-rep">
      <header>
        <div className="customer-facts">
          <span>{texts.customers.nickname(customer.name)}</span>
          <span>{texts.customers.addedAt(chatTime(Date.parse(friendship.addedAt), now))}</span>
          {friendship.half && (
            <Button size="small" loading={confirm.isPending} onClick={() => confirm.mutate(about)}>
              {texts.customers.confirm}
            </Button>
          )}
          <Button size="small" onClick={() => setHasSidebar(true)} data-testid="open-sidebar">
            {texts.customers.sidebar}
          </Button>
          <Popconfirm
            title={texts.customers.removeAsk}
            description={texts.customers.removeNote}
            okText={texts.customers.removeYes}
            onConfirm={() => remove.mutate(about)}
          >
            <Button size="small" type="text" danger data-testid="delete-customer">
              {texts.customers.remove}
            </Button>
          </Popconfirm>
        </div>
        <Remark key={friendship.remark} rep={rep} customer={customer} friendship={friendship} />
      </header>
      <Chat
        lines={friendship.messages.map((message) => lineOf(message, customer, rep))}
        now={now}
        empty={texts.phone.noMessage}
        label={texts.wecom.tabs.customers}
      />
      <SayBar
        label={texts.customers.byHandLabel}
        placeholder={texts.customers.byHand}
        send={texts.customers.send}
        pending={write.isPending}
        inputTestId="by-hand-input"
        sendTestId="by-hand-send"
        onSay={(text, done) => write.mutate({ ...about, text }, { onSuccess: done })}
      />
      {hasSidebar && (
        <ChatSidebar who={about} name={friendship.remark || customer.name} onClose={() => setHasSidebar(false)} />
      )}
    </div>
  );
}
