import type { Platform } from '../platform';
import type { Input } from './read';
import { flag, object, optional, text, texts } from './read';

/** What a person on the page can do, by the last part of `POST acts/<name>`. */
export const acts: Record<string, (platform: Platform, input: Input) => unknown> = {
  'customer-adds-rep': (platform, input) =>
    platform.customerAddsRep({
      repUserId: text(input, 'repUserId'),
      customerName: optional(input, 'customerName'),
      externalUserId: optional(input, 'externalUserId'),
      state: optional(input, 'state'),
      half: flag(input, 'half'),
    }),
  'rep-confirms-customer': (platform, input) =>
    platform.repConfirmsCustomer(text(input, 'repUserId'), text(input, 'externalUserId')),
  'customer-deletes-rep': (platform, input) =>
    platform.customerDeletesRep(text(input, 'externalUserId'), text(input, 'repUserId')),
  'rep-deletes-customer': (platform, input) =>
    platform.repDeletesCustomer(text(input, 'repUserId'), text(input, 'externalUserId')),
  'rep-edits-customer': (platform, input) =>
    platform.repEditsCustomer(text(input, 'repUserId'), text(input, 'externalUserId'), {
      remark: optional(input, 'remark'),
      description: optional(input, 'description'),
      mobiles: texts(input, 'mobiles'),
      tagIds: texts(input, 'tagIds'),
    }),
  'customer-says': (platform, input) =>
    platform.customerSays(text(input, 'repUserId'), text(input, 'externalUserId'), text(input, 'text')),
  'rep-sends-by-hand': (platform, input) => ({
    delivered: platform.repSendsByHand(text(input, 'repUserId'), text(input, 'externalUserId'), text(input, 'text')),
  }),
  'client-checks-page': (platform, input) => platform.clientChecksPage(input),
  'page-sends': (platform, input) => ({
    delivered: platform.pageSends(text(input, 'repUserId'), text(input, 'externalUserId'), object(input, 'message')),
  }),
  'rep-writes-to-app': (platform, input) => platform.repWritesToApp(text(input, 'repUserId'), text(input, 'text')),
  'rep-enters-app': (platform, input) => platform.repEntersApp(text(input, 'repUserId')),
  'rep-taps-card-button': (platform, input) =>
    void platform.repTapsCardButton(text(input, 'repUserId'), text(input, 'taskId'), text(input, 'key')),
  'rep-confirms-mass-send': (platform, input) =>
    platform.repConfirmsMassSend(text(input, 'repUserId'), text(input, 'messageId')),
  'rep-ignores-mass-send': (platform, input) =>
    platform.repIgnoresMassSend(text(input, 'repUserId'), text(input, 'messageId')),
  'customer-enters-kf': (platform, input) =>
    platform.kf.customerEnters({
      openKfId: text(input, 'openKfId'),
      customerName: optional(input, 'customerName'),
      externalUserId: optional(input, 'externalUserId'),
    }),
  'customer-writes-kf': (platform, input) =>
    void platform.kf.customerWrites(text(input, 'openKfId'), text(input, 'externalUserId'), text(input, 'text')),
  'customer-taps-kf-menu': (platform, input) =>
    void platform.kf.customerTapsMenu(text(input, 'openKfId'), text(input, 'externalUserId'), text(input, 'menuId')),
  'servicer-writes-kf': (platform, input) =>
    void platform.kf.servicerWrites(
      text(input, 'openKfId'),
      text(input, 'repUserId'),
      text(input, 'externalUserId'),
      text(input, 'text'),
    ),
  'servicer-takes-kf': (platform, input) =>
    platform.kf.servicerTakes(text(input, 'openKfId'), text(input, 'repUserId'), text(input, 'externalUserId')),
  'servicer-ends-kf': (platform, input) =>
    platform.kf.servicerEnds(text(input, 'openKfId'), text(input, 'externalUserId')),
  'rep-leaves': (platform, input) => platform.repLeaves(text(input, 'repUserId')),
  'add-rep': (platform, input) => platform.addRep({ repUserId: text(input, 'repUserId'), name: text(input, 'name') }),
};
