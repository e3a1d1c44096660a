import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { Attachments } from '../attachments';
import { Avatar } from '../avatar';
import type { ChatLine } from '../chat';
import { Bubble, Chat } from '../chat';
import { LinkedText } from '../linked-text';
import type { ChatMessage, Customer, Friendship } from '../sandbox-state';
import { SayBar } from '../say-bar';
import { clockTime } from '../shanghai-time';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { useAct } from '../use-sandbox';

interface Props {
  state: Seen;
  customer: Customer;
  friend: Friendship;
  /** Whom else the customer may talk to. */
  tabs: ReactNode;
}

function messageLine(message: ChatMessage, customer: Customer, friend: Friendship): ChatLine {
  const mine = message.from === 'customer';
  const face = mine ? (
    <Avatar name={customer.name} of={customer.externalUserId} />
  ) : (
    <Avatar name={friend.repName} of={friend.repUserId} />
  );
  const content = (
    <>
      {message.text && (
        <Bubble mine={mine} avatar={face} testId="phone-message">
          <LinkedText text={message.text} />
        </Bubble>
      )}
      {message.attachments.length > 0 && (
        <Bubble mine={mine} avatar={face} bare>
          <Attachments of={message.attachments} />
        </Bubble>
      )}
    </>
  );
  return { key: message.seq, at: Date.parse(message.at), content };
}

/** What the customer sees: nothing that was lost on its way. */
function linesFor(customer: Customer, friend: Friendship): ChatLine[] {
  const addedAt = Date.parse(friend.addedAt);
  const greeting = <p className="chat-notice">{texts.phone.added(friend.repName)}</p>;
  const lines = friend.messages
    .filter((message) => message.delivered)
    .map((message) => messageLine(message, customer, friend));
  const index = lines.findIndex((line) => line.at >= addedAt);
  lines.splice(index === -1 ? lines.length : index, 0, { key: 'added', at: addedAt, content: greeting });
  return lines;
}

function PhoneHead({ state, customer, friend }: Props) {
  const remove = useAct('customer-deletes-rep');
  const { externalUserId } = customer;
  const { repUserId, repName } = friend;
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
          {repName} <span className="phone-corp">@{state.corp.name}</span>
        </h2>
        <Popconfirm
          title={texts.phone.deleteAsk(repName)}
          description={texts.phone.deleteNote}
          okText={texts.phone.deleteYes}
          disabled={friend.deletedByCustomer}
          onConfirm={() => remove.mutate({ externalUserId, repUserId })}
        >
          <Button type="text" size="small" disabled={friend.deletedByCustomer} data-testid="delete-rep">
            {texts.phone.more}
          </Button>
        </Popconfirm>
      </header>
    </>
  );
}

export function PhoneChat(props: Props) {
  const { state, customer, friend } = props;
  const say = useAct('customer-says');
  const addAgain = useAct('customer-adds-rep');
  const { repUserId, repName } = friend;
  const { externalUserId } = customer;
  return (
    <>
      <PhoneHead {...props} />
      {props.tabs}
      <Chat
        lines={linesFor(customer, friend)}
        now={Date.parse(state.now)}
        empty={texts.phone.noMessage}
        label={texts.columns.phone}
        testId="phone-chat"
      />
      {friend.deletedByCustomer ? (
        <div className="phone-deleted">
          <span>{texts.phone.deleted(repName)}</span>
          <Button
            size="small"
            loading={addAgain.isPending}
            onClick={() => addAgain.mutate({ repUserId, externalUserId })}
            data-testid="add-rep-again"
          >
            {texts.phone.addAgain}
          </Button>
        </div>
      ) : (
        <SayBar
          label={texts.phone.sayLabel}
          placeholder={texts.phone.say}
          send={texts.phone.send}
          pending={say.isPending}
          inputTestId="phone-input"
          sendTestId="phone-send"
          onSay={(text, done) => say.mutate({ repUserId, externalUserId, text }, { onSuccess: done })}
        />
      )}
    </>
  );
}
