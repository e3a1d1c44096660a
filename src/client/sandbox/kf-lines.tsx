import { Button, Space } from 'antd';
import { Avatar } from './avatar';
import type { ChatLine } from './chat';
import { Bubble } from './chat';
import { LinkedText } from './linked-text';
import type { Customer, KfTalk } from './sandbox-state';
import { texts } from './texts';
import { webAddress } from './web-address';

interface View {
  customer: Customer;
  kf: KfTalk;
  /** Whose screen it is. */
  as: 'customer' | 'servicer';
  onChoose?: (menuId: string) => void;
}

/** What was said at the kf, as bubbles of one of the two sides. */
export function kfLines({ customer, kf, as, onChoose }: View): ChatLine[] {
  return kf.messages.map((message) => {
    const isCustomer = message.from === 'customer';
    const name = isCustomer ? customer.name : (message.servicerName ?? kf.name);
    const of = isCustomer ? customer.externalUserId : (message.servicerName ?? kf.openKfId);
    const mine = isCustomer === (as === 'customer');
    const content = message.recalled ? (
      <p className="chat-notice">{`${name} ${texts.kf.recalled}`}</p>
    ) : (
      <Bubble mine={mine} avatar={<Avatar name={name} of={of} />} note={mine ? undefined : name} testId="kf-message">
        <KfWords message={message} onChoose={onChoose} />
      </Bubble>
    );
    return { key: message.seq, at: Date.parse(message.at), content };
  });
}

function KfWords({ message, onChoose }: { message: KfTalk['messages'][number]; onChoose?: (menuId: string) => void }) {
  if (message.msgtype === 'ca_link') {
    return (
      <a href={webAddress(message.text)} target="_blank" rel="noreferrer">
        {texts.kf.friendLink}
      </a>
    );
  }
  if (message.text === '' && message.choices.length === 0) return texts.kf.unshown(message.msgtype);
  return (
    <Space orientation="vertical" size={4}>
      <span>
        <LinkedText text={message.text} />
      </span>
      {message.choices.map(({ id, content }) => (
        <Button key={id} type="link" size="small" onClick={() => onChoose?.(id)}>
          {content}
        </Button>
      ))}
    </Space>
  );
}
