import { accountEndpoints } from './account';
import { auditEndpoints } from './audit';
import { batchEndpoints } from './batches';
import { calendarEndpoints } from './calendar';
import { doctorEndpoints } from './doctor';
import { privacyEndpoints } from './privacy';
import { libraryEndpoints } from './library';
import { productEndpoints } from './products';
import { customerBatchEndpoints } from './customer-batches';
import { customerEndpoints } from './customers';
import { memberEndpoints } from './members';
import { roleSettingsEndpoints } from './role-settings';
import { profileEndpoints } from './profile';
import { segmentEndpoints } from './segments';
import { overviewEndpoints } from './overview';
import { sessionEndpoints } from './session';
import { settingsEndpoints } from './settings';
import { templatePreviewEndpoints } from './template-preview';
import { templateEndpoints } from './templates';
import { touchEndpoints } from './touches';

/** Every route of the console's API; the OpenAPI document and the tests of roles are made of it. */
export const consoleEndpoints = {
  ...sessionEndpoints,
  ...accountEndpoints,
  ...memberEndpoints,
  ...settingsEndpoints,
  ...roleSettingsEndpoints,
  ...templateEndpoints,
  ...templatePreviewEndpoints,
  ...auditEndpoints,
  ...doctorEndpoints,
  ...productEndpoints,
  ...libraryEndpoints,
  ...customerEndpoints,
  ...segmentEndpoints,
  ...privacyEndpoints,
  ...batchEndpoints,
  ...customerBatchEndpoints,
  ...profileEndpoints,
  ...touchEndpoints,
  ...overviewEndpoints,
  ...calendarEndpoints,
} as const;
