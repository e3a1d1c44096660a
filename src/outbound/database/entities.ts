import { AppMessage } from '../../model/app-message';
import { AuditEntry } from '../../model/audit-entry';
import { Batch } from '../../model/batch';
import { BatchItem } from '../../model/batch-item';
import { BatchPart } from '../../model/batch-part';
import { CallbackEvent } from '../../model/callback-event';
import { ConsoleSession } from '../../model/console-session';
import { Conversation } from '../../model/conversation';
import { CorpTag } from '../../model/corp-tag';
import { Customer } from '../../model/customer';
import { CustomerMobile } from '../../model/customer-mobile';
import { CustomerTag } from '../../model/customer-tag';
import { ErasedCustomer } from '../../model/erased-customer';
import { FollowRelation } from '../../model/follow-relation';
import { ImportantDate } from '../../model/important-date';
import { KfAccount } from '../../model/kf-account';
import { LibraryDocument } from '../../model/library-document';
import { LibraryEntry } from '../../model/library-entry';
import { Marker } from '../../model/marker';
import { MassSend } from '../../model/mass-send';
import { Message } from '../../model/message';
import { Order } from '../../model/order';
import { Member } from '../../model/member';
import { OrderItem } from '../../model/order-item';
import { PendingProfile } from '../../model/pending-profile';
import { Product } from '../../model/product';
import { ReportFigure } from '../../model/report-figure';
import { Rep } from '../../model/rep';
import { Segment } from '../../model/segment';
import { SettingVersion } from '../../model/setting-version';
import { TemplateAsset, TemplateAssetPart } from '../../model/template-asset';
import { TemplateDraft } from '../../model/template-draft';
import { TemplateVersion } from '../../model/template-version';
import { TimelineEvent } from '../../model/timeline-event';
import { Topic } from '../../model/topic';
import { Touch } from '../../model/touch';

export const entities = [
  AppMessage,
  AuditEntry,
  Batch,
  BatchItem,
  BatchPart,
  CallbackEvent,
  ConsoleSession,
  Conversation,
  CorpTag,
  Customer,
  CustomerMobile,
  CustomerTag,
  ErasedCustomer,
  FollowRelation,
  ImportantDate,
  KfAccount,
  LibraryDocument,
  LibraryEntry,
  Marker,
  MassSend,
  Member,
  Message,
  Order,
  OrderItem,
  PendingProfile,
  Product,
  Rep,
  Segment,
  ReportFigure,
  SettingVersion,
  TemplateAsset,
  TemplateAssetPart,
  TemplateDraft,
  TemplateVersion,
  TimelineEvent,
  Topic,
  Touch,
];
