import { Button, Select } from 'antd';
import { useState } from 'react';
import type { Customer, Friendship } from '../sandbox-state';
import { texts } from '../texts';
import type { Choice } from '../use-choice';
import type { Seen } from '../use-sandbox';
import { AddRep } from './add-rep';
import './phone.css';
import { PhoneChat } from './phone-chat';
import { PhoneKf } from './phone-kf';
import { PhoneTabs } from './phone-tabs';

interface Props {
  state: Seen;
  customer: Customer | undefined;
  repUserId: string | undefined;
  onChoose: (choice: Partial<Choice>) => void;
  onAdded: () => void;
}

/** The friend whose chat is open: the rep shown beside, else whom the customer spoke with last. */
function openFriend(customer: Customer, repUserId: string | undefined): Friendship | undefined {
  const lastAt = ({ addedAt, messages }: Friendship) => messages.at(-1)?.at ?? addedAt;
  const byTalk = [...customer.reps].sort((one, other) => (lastAt(one) < lastAt(other) ? 1 : -1));
  return customer.reps.find((friend) => friend.repUserId === repUserId) ?? byTalk[0];
}

export function CustomerPhone({ state, customer, repUserId, onChoose, onAdded }: Props) {
  const [isAdding, setAdding] = useState(false);
  const [atKf, setAtKf] = useState<string>();
  const friend = customer && openFriend(customer, repUserId);
  // Who is nobody's friend yet can still go to the kf.
  const kf = customer?.kf.find(({ openKfId }) => openKfId === atKf) ?? (friend ? undefined : customer?.kf[0]);
  const openTab = (tab: string) => {
    const isKf = customer?.kf.some(({ openKfId }) => openKfId === tab);
    setAtKf(isKf ? tab : undefined);
    if (!isKf) onChoose({ repUserId: tab });
  };
  const tabs = customer && <PhoneTabs customer={customer} open={kf?.openKfId ?? friend?.repUserId} onOpen={openTab} />;
  return (
    <section className="column phone-column" aria-label={texts.columns.phone} data-testid="customer-phone">
      <div className="column-bar">
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={texts.phone.pick}
          placeholder={texts.phone.pick}
          prefix={texts.phone.who}
          value={customer?.externalUserId}
          options={state.customers.map(({ externalUserId, name, reps }) => ({
            value: externalUserId,
            label: [name, reps.find(({ remark }) => remark !== '' && remark !== name)?.remark]
              .filter(Boolean)
              .join(' · '),
          }))}
          onChange={(externalUserId: string) => onChoose({ externalUserId })}
          data-testid="customer-select"
        />
        <Button color="primary" variant="outlined" onClick={() => setAdding(true)} data-testid="add-rep">
          {texts.phone.add}
        </Button>
      </div>
      <div className="phone">
        {customer && kf ? (
          <PhoneKf
            key={`${customer.externalUserId} ${kf.openKfId}`}
            state={state}
            customer={customer}
            kf={kf}
            tabs={tabs}
          />
        ) : customer && friend ? (
          <PhoneChat
            key={`${customer.externalUserId} ${friend.repUserId}`}
            state={state}
            customer={customer}
            friend={friend}
            tabs={tabs}
          />
        ) : (
          <p className="empty">{customer ? texts.phone.noRep : texts.phone.noCustomer}</p>
        )}
      </div>
      <AddRep
        isOpen={isAdding}
        state={state}
        customer={customer}
        repUserId={repUserId}
        onClose={() => setAdding(false)}
        onAdded={(choice) => {
          setAdding(false);
          onChoose(choice);
          onAdded();
        }}
      />
    </section>
  );
}
