import type { WireTable } from './call';
import { cardUpdateCalls } from './card-updates';
import { contactWayCalls } from './contact-ways';
import { contactCalls } from './contacts';
import { identityCalls } from './identity';
import { kfMessageCalls } from './kf-messages';
import { kfServiceCalls } from './kf-service';
import { massSendCalls } from './mass-send';
import { massSendResultCalls } from './mass-send-results';
import { mediaCalls } from './media';
import { memberCalls } from './members';
import { messageCalls } from './messages';
import { tagCalls } from './tags';
import { tokenCalls } from './token';
import { welcomeCalls } from './welcome';

/** Every API that the sandbox speaks, by its path below /cgi-bin/. */
export const wireTable: WireTable = {
  ...tokenCalls,
  ...memberCalls,
  ...contactCalls,
  ...tagCalls,
  ...contactWayCalls,
  ...welcomeCalls,
  ...massSendCalls,
  ...massSendResultCalls,
  ...messageCalls,
  ...cardUpdateCalls,
  ...mediaCalls,
  ...identityCalls,
  ...kfMessageCalls,
  ...kfServiceCalls,
};
