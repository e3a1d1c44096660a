import type Router from 'koa-router';
import { accountRoutes } from '../inbound/console/account-routes';
import { auditExport } from '../inbound/console/audit-export';
import { auditRoutes } from '../inbound/console/audit-routes';
import { customerBatchRoutes } from '../inbound/console/customer-batch-routes';
import { customerExports } from '../inbound/console/customer-exports';
import { customerReads } from '../inbound/console/customer-reads';
import { customerRoutes } from '../inbound/console/customer-routes';
import { doctorRoutes } from '../inbound/console/doctor-routes';
import type { Doctor } from '../inbound/doctor/doctor';
import { importUploads } from '../inbound/console/import-uploads';
import { ConsoleCookies, Guard } from '../inbound/console/guard';
import { memberRoutes } from '../inbound/console/member-routes';
import { batchRoutes } from '../inbound/console/batch-routes';
import { calendarRoutes } from '../inbound/console/calendar-routes';
import { privacyRoutes } from '../inbound/console/privacy-routes';
import { overviewRoutes } from '../inbound/console/overview-routes';
import { libraryRoutes } from '../inbound/console/library-routes';
import { libraryUploads } from '../inbound/console/library-uploads';
import { productRoutes } from '../inbound/console/product-routes';
import { profileRoutes } from '../inbound/console/profile-routes';
import { type ConsoleResource, consoleRoutes } from '../inbound/console/routes';
import { roleSettingsRoutes } from '../inbound/console/role-settings-routes';
import { settingsRoutes } from '../inbound/console/settings-routes';
import { segmentRoutes } from '../inbound/console/segment-routes';
import { sessionRoutes } from '../inbound/console/session-routes';
import { templateAssetRoutes } from '../inbound/console/template-asset-routes';
import { templatePreviewRoutes } from '../inbound/console/template-preview-routes';
import { templateRoutes } from '../inbound/console/template-routes';
import { touchRoutes } from '../inbound/console/touch-routes';
import { wecomRoutes } from '../inbound/console/wecom-routes';
import type { FeatureParts, Features } from './features';
import { wecomPagesOf } from './wecom-pages';

/** The console's API over the features: one line a resource. */
export function consoleRoutesOf(features: Features, parts: FeatureParts, doctor: Doctor): Router[] {
  const { config, clock } = parts;
  const { sessions, signIn, audit } = features.access;
  const cookies = new ConsoleCookies({ secure: config.publicUrl.startsWith('https:') });
  const common = { clock, zone: config.zone, settings: features.liveSettings.care };
  const resources: ConsoleResource[] = [
    sessionRoutes({ ...common, sessions, signIn, cookies, sandbox: config.wecom === null }),
    accountRoutes({ ...common, ...features.access }),
    memberRoutes(features.access),
    settingsRoutes({ ...features, previewSettings: (care) => features.planner.previewSettings(care) }),
    roleSettingsRoutes({ ...features, ...features.access }),
    templateRoutes({ ...features.templateDesk, segmentBook: features.segmentBook }),
    templatePreviewRoutes({
      ...features.templateDesk,
      sceneOf: (externalUserId, play) => features.planner.sceneOf(externalUserId, play),
    }),
    auditRoutes({ audit, clock }),
    doctorRoutes({ doctor, sandbox: config.wecom === null }),
    calendarRoutes({ ...common, ...features }),
    productRoutes({ ...common, ...features }),
    libraryRoutes(features),
    customerRoutes(features),
    segmentRoutes(features),
    privacyRoutes(features),
    batchRoutes(features),
    customerBatchRoutes({ ...features, sessions }),
    profileRoutes({ ...common, ...features, ...features.profileDesks }),
    touchRoutes({ ...common, ...features, ...features.access, ...features.reports }),
    overviewRoutes({ ...common, ...features.reports }),
  ];
  const guard = new Guard({ sessions, cookies });
  return [
    customerReads({ ...features, ...features.profileDesks, guard, cookies }),
    auditExport({ audit, guard }),
    wecomRoutes({ ...features.access, cookies, ...wecomPagesOf(parts) }),
    customerExports({ ...common, ...features, audit, guard }),
    importUploads({ guard, importDesk: features.importDesk }),
    libraryUploads({ guard, ...features }),
    templateAssetRoutes({ guard, assets: features.templateDesk.assets }),
    consoleRoutes({ guard, resources }),
  ];
}
