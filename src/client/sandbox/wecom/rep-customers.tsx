import { Input } from 'antd';
import { useState } from 'react';
import { Avatar } from '../avatar';
import type { Choice } from '../use-choice';
import type { Customer, Friendship, Rep } from '../sandbox-state';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { CustomerOfRep } from './customer-of-rep';
import './customers.css';

interface Props {
  state: Seen;
  rep: Rep;
  customer: Customer | undefined;
  onChoose: (choice: Partial<Choice>) => void;
}

interface Friend {
  customer: Customer;
  friendship: Friendship;
}

function friendsOf(rep: Rep, customers: Customer[]): Friend[] {
  return customers.flatMap((customer) => {
    const friendship = customer.reps.find(({ repUserId }) => repUserId === rep.repUserId);
    return friendship ? [{ customer, friendship }] : [];
  });
}

function isNamed({ customer, friendship }: Friend, wanted: string): boolean {
  return customer.name.includes(wanted) || friendship.remark.includes(wanted);
}

/** The rep's customers; who is picked here is also whose phone is shown. */
export function RepCustomers({ state, rep, customer, onChoose }: Props) {
  const [wanted, setWanted] = useState('');
  const friends = friendsOf(rep, state.customers);
  if (friends.length === 0) return <p className="empty">{texts.customers.none}</p>;
  const found = friends.filter((friend) => isNamed(friend, wanted.trim()));
  const picked = friends.find((friend) => friend.customer.externalUserId === customer?.externalUserId);
  return (
    <div className="rep-customers">
      <div className="customer-list">
        <Input
          allowClear
          size="small"
          placeholder={texts.customers.search}
          aria-label={texts.customers.search}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <p className="list-count">
          {found.length > 0 ? texts.customers.count(found.length) : texts.customers.notFound}
        </p>
        {found.map((friend) => (
          <button
            type="button"
            key={friend.customer.externalUserId}
            className="customer-row"
            aria-pressed={friend === picked}
            onClick={() => onChoose({ externalUserId: friend.customer.externalUserId, repUserId: rep.repUserId })}
            data-testid="rep-customer"
          >
            <Avatar name={friend.customer.name} of={friend.customer.externalUserId} size={30} />
            <span>
              {friend.friendship.remark || friend.customer.name}
              {friend.friendship.deletedByCustomer && <small>{texts.customers.deleted}</small>}
              {friend.friendship.half && <small>{texts.customers.half}</small>}
            </span>
          </button>
        ))}
      </div>
      {picked ? (
        <CustomerOfRep key={`${rep.repUserId} ${picked.customer.externalUserId}`} state={state} rep={rep} {...picked} />
      ) : (
        <p className="empty">{texts.customers.pick}</p>
      )}
    </div>
  );
}
