import type { DataSource } from 'typeorm';
import { approversIn } from '../features/access/approvers';
import type { AuditTrail } from '../features/access/audit-trail';
import { TemplateAssets } from '../features/templates/assets';
import { TemplateAttachments } from '../features/templates/attachments';
import { Audiences, type SegmentSelect } from '../features/templates/audience';
import { chooseCustomers } from '../features/templates/customer-choice';
import { TemplateDrafts } from '../features/templates/drafts';
import { ApprovalRequests } from '../features/templates/approval-requests';
import { TemplatePublishing } from '../features/templates/publishing';
import { TemplateReach } from '../features/templates/reach';
import { TemplateBundles } from '../features/templates/template-bundle';
import type { TemplateShelf } from '../features/templates/template-shelf';
import { TemplateTree } from '../features/templates/template-tree';
import { TestSends } from '../features/templates/test-send';
import type { Clock, JobRequest, WecomPlatform } from '../kernel/ports';

interface Parts {
  dataSource: DataSource;
  wecom: WecomPlatform;
  clock: Clock;
  zone: string;
  shelf: TemplateShelf;
  audit: AuditTrail;
  segmentSelect: SegmentSelect;
  ring: (job: JobRequest) => void;
}

/** Where the console writes and publishes templates. */
export function templateDeskOf(parts: Parts) {
  const { dataSource } = parts;
  const audiences = new Audiences(parts);
  const drafts = new TemplateDrafts(parts);
  const approvers = () => approversIn(dataSource);
  const assets = new TemplateAssets(parts);
  const requests = new ApprovalRequests({ ...parts, drafts, audiences, assets });
  const publishing = new TemplatePublishing({ ...parts, requests, approvers });
  return {
    assets,
    attachments: new TemplateAttachments({ dataSource, assets }),
    audiences,
    bundles: new TemplateBundles({ ...parts, assets }),
    drafts,
    requests,
    publishing,
    tree: new TemplateTree(parts),
    reach: new TemplateReach({ ...parts, audiences }),
    testSends: new TestSends(parts),
    chooseCustomers: (search: string, seen: readonly string[] | null) => chooseCustomers(dataSource, search, seen),
  };
}
