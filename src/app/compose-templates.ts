import type { DataSource } from 'typeorm';
import { approversIn } from '../features/access/approvers';
import type { AuditTrail } from '../features/access/audit-trail';
import { Audiences } from '../features/templates/audience';
import { TemplateDrafts } from '../features/templates/drafts';
import { TemplatePublishing } from '../features/templates/publishing';
import type { TemplateShelf } from '../features/templates/template-shelf';
import { TemplateTree } from '../features/templates/template-tree';
import type { Clock, JobRequest } from '../kernel/ports';

interface Parts {
  dataSource: DataSource;
  clock: Clock;
  shelf: TemplateShelf;
  audit: AuditTrail;
  ring: (job: JobRequest) => void;
}

/** Where the console writes and publishes templates. */
export function templateDeskOf(parts: Parts) {
  const { dataSource } = parts;
  const audiences = new Audiences(dataSource);
  const drafts = new TemplateDrafts(parts);
  const approvers = () => approversIn(dataSource);
  const publishing = new TemplatePublishing({ ...parts, drafts, audiences, approvers });
  return { audiences, drafts, publishing, tree: new TemplateTree(parts) };
}
