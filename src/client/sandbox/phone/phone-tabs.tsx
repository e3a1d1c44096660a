import { Segmented } from 'antd';
import type { Customer } from '../sandbox-state';
import { texts } from '../texts';

interface Props {
  customer: Customer;
  /** A rep's userid or a kf account's id. */
  open: string | undefined;
  onOpen: (tab: string) => void;
}

/** Whose chat is shown: the friends of the customer, and the shop's 微信客服. */
export function PhoneTabs({ customer, open, onOpen }: Props) {
  const friends = customer.reps.map((one) => ({ value: one.repUserId, label: one.repName }));
  const kf = customer.kf.map(({ openKfId }) => ({ value: openKfId, label: texts.kf.tab }));
  const options = [...friends, ...kf];
  if (options.length < 2) return null;
  return (
    <Segmented
      block
      size="small"
      aria-label={texts.phone.friendsAndKf}
      value={open}
      options={options}
      onChange={onOpen}
      data-testid="phone-tabs"
    />
  );
}
