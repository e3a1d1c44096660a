import { useState } from 'react';
import type { Customer, Rep, SandboxState } from './sandbox-state';

export interface Choice {
  externalUserId: string | undefined;
  repUserId: string | undefined;
}

function fromAddress(): Choice {
  const query = new URLSearchParams(location.search);
  return { externalUserId: query.get('customer') ?? undefined, repUserId: query.get('rep') ?? undefined };
}

function toAddress({ externalUserId, repUserId }: Choice): void {
  const query = new URLSearchParams();
  if (externalUserId !== undefined) query.set('customer', externalUserId);
  if (repUserId !== undefined) query.set('rep', repUserId);
  history.replaceState(null, '', `?${query.toString()}`);
}

/** Whose phone and whose WeCom are shown; kept in the address. Picking a customer brings one of their reps along. */
export function useChoice(state: SandboxState | undefined) {
  const [choice, setChoice] = useState(fromAddress);
  const customer: Customer | undefined =
    state?.customers.find(({ externalUserId }) => externalUserId === choice.externalUserId) ?? state?.customers[0];
  const working = state?.reps.filter((rep) => !rep.left) ?? [];
  const rep: Rep | undefined =
    state?.reps.find(({ repUserId }) => repUserId === choice.repUserId) ??
    working.find(({ repUserId }) => customer?.reps.some((friend) => friend.repUserId === repUserId)) ??
    working[0];

  const choose = (wanted: Partial<Choice>) => {
    const chosen = state?.customers.find(({ externalUserId }) => externalUserId === wanted.externalUserId);
    const knows = chosen?.reps.some(({ repUserId }) => repUserId === rep?.repUserId);
    const theirs = chosen && !knows ? chosen.reps[0]?.repUserId : undefined;
    const next = {
      externalUserId: wanted.externalUserId ?? customer?.externalUserId,
      repUserId: wanted.repUserId ?? theirs ?? rep?.repUserId,
    };
    toAddress(next);
    setChoice(next);
  };
  return { customer, rep, choose };
}
