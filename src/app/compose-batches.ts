import type { DataSource } from 'typeorm';
import type { Logger } from 'pino';
import type { AuditTrail } from '../features/access/audit-trail';
import { type AssignVerbs, assignWork } from '../features/batches/assign-work';
import { BatchFiles } from '../features/batches/batch-files';
import { BatchRunner } from '../features/batches/batch-runner';
import { Batches } from '../features/batches/batches';
import { CustomerBatches } from '../features/batches/customer-batches';
import { ImportDesk } from '../features/batches/import-desk';
import { type TagVerbs, tagWork } from '../features/batches/tag-work';
import { importBatchWork } from '../inbound/files/import-batch';
import type { RowKeepers } from '../inbound/rows/save-rows';
import type { Clock, JobRequest, Vault } from '../kernel/ports';

interface Parts {
  dataSource: DataSource;
  clock: Clock;
  vault: Vault;
  zone: string;
  logger: Logger;
  audit: AuditTrail;
  keepers: RowKeepers;
  contacts: TagVerbs;
  handOvers: AssignVerbs;
  ring: (job: JobRequest) => void;
}

/** Work on many rows: what starts it, and what does it. */
export function batchesOf(parts: Parts) {
  const files = new BatchFiles(parts);
  const batches = new Batches(parts);
  const importDesk = new ImportDesk({ ...parts, files, batches });
  const customerBatches = new CustomerBatches({ ...parts, batches });
  const works = {
    tag: tagWork(parts),
    assign: assignWork(parts),
    import: importBatchWork({ ...parts, files, reader: parts.dataSource.manager }),
  };
  return { batches, importDesk, customerBatches, batchRunner: new BatchRunner({ ...parts, works }) };
}
