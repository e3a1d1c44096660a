import { texts } from './texts';
import { ClientFault } from './wecom';

/** Why nothing went into the chat, for the rep. */
export function whyNotSent(error: Error): string {
  if (!(error instanceof ClientFault)) return error.message;
  if (error.kind === 'cancelled') return texts.cancelled;
  return texts.notSent(error.kind === 'no-customer' ? texts.noCustomer.title : texts.clientFaults[error.kind]);
}
