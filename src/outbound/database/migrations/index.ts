import { FirstSchema1782000000000 } from './1782000000000-first-schema';
import { ConsoleAccess1782100000000 } from './1782100000000-console-access';
import { ProductDesk1782210000000 } from './1782210000000-product-desk';
import { TemplateDrafts1782230000000 } from './1782230000000-template-drafts';
import { CustomerLists1782240000000 } from './1782240000000-customer-lists';
import { TouchDesk1782260000000 } from './1782260000000-touch-desk';
import { Topics1782270000000 } from './1782270000000-topics';
import { TemplateAssets1782280000000 } from './1782280000000-template-assets';
import { Conversations1782300000000 } from './1782300000000-conversations';
import { ErasedCustomers1782310000000 } from './1782310000000-erased-customers';
import { CustomerRemarks1782330000000 } from './1782330000000-customer-remarks';
import { Library1782350000000 } from './1782350000000-library';
import { WaitingConversations1782360000000 } from './1782360000000-waiting-conversations';

/** In order; never edited once landed. */
export const migrations = [
  FirstSchema1782000000000,
  ConsoleAccess1782100000000,
  ProductDesk1782210000000,
  TemplateDrafts1782230000000,
  CustomerLists1782240000000,
  TouchDesk1782260000000,
  Topics1782270000000,
  TemplateAssets1782280000000,
  Conversations1782300000000,
  ErasedCustomers1782310000000,
  CustomerRemarks1782330000000,
  Library1782350000000,
  WaitingConversations1782360000000,
];
