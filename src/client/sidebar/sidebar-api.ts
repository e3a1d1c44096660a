import type { z } from 'zod';
import {
  type BriefingView,
  briefingSchema,
  type ProductChoice,
  productChoicesSchema,
  type sidebarRequests,
  signatureSchema,
  type SuggestedReply,
  suggestedRepliesSchema,
  touchMessagesSchema,
} from '../../contract/sidebar';
import { ask, post } from '../ui/ask';

const base = '/sidebar/api';

export async function readSignature(url: string, identity: 'corp' | 'app') {
  const query = new URLSearchParams({ url, identity });
  return signatureSchema.parse(await ask(`${base}/signature?${query.toString()}`));
}

export async function readBriefing(externalUserId: string): Promise<BriefingView> {
  return briefingSchema.parse(await ask(customerPath(externalUserId)));
}

export async function readProducts(): Promise<ProductChoice[]> {
  return productChoicesSchema.parse(await ask(`${base}/products`));
}

/** Asks whether a touch may go out with these words, and for what then goes into the chat. */
export async function readMessages(touchId: string, text: string | undefined) {
  const path = `${base}/touches/${encodeURIComponent(touchId)}/messages`;
  return touchMessagesSchema.parse(await post(path, { text }));
}

export async function readReplies(externalUserId: string, message: string): Promise<SuggestedReply[]> {
  return suggestedRepliesSchema.parse(await post(`${customerPath(externalUserId)}/replies`, { message }));
}

/** What a rep enters of a customer, by where it goes. */
export type Entry =
  | { path: '/notes'; body: z.input<typeof sidebarRequests.note> }
  | { path: '/dates'; body: z.input<typeof sidebarRequests.date> }
  | { path: '/orders'; body: z.input<typeof sidebarRequests.order> }
  | { path: '/problem'; body: z.input<typeof sidebarRequests.problem> }
  | { path: '/opt-out'; body: z.input<typeof sidebarRequests.optOut> }
  | { path: '/problem/closing' | `/dates/${string}/confirmation`; body: Record<string, never> };

/** @returns what is known of the customer then */
export async function enter(externalUserId: string, { path, body }: Entry): Promise<BriefingView> {
  return briefingSchema.parse(await post(`${customerPath(externalUserId)}${path}`, body));
}

export async function dismissDate(externalUserId: string, dateId: string): Promise<BriefingView> {
  const init = { method: 'DELETE', headers: { 'content-type': 'application/json' }, body: '{}' };
  return briefingSchema.parse(await ask(`${customerPath(externalUserId)}/dates/${dateId}`, init));
}

function customerPath(externalUserId: string): string {
  return `${base}/customers/${encodeURIComponent(externalUserId)}`;
}
