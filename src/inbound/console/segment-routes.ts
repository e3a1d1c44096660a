import { customerFilterSchema } from '../../contract/console/customers';
import { done } from '../../contract/console/endpoint';
import { segmentEndpoints, type SegmentView } from '../../contract/console/segments';
import type { Principal } from '../../features/access/sessions';
import type { Customers } from '../../features/segments/customers';
import type { SegmentBook, SegmentLine } from '../../features/segments/segment-book';
import { segmentTexts } from '../../features/segments/texts';
import { CareError } from '../../kernel/errors';
import { may } from './guard';
import { type ConsoleResource, resource } from './routes';

/** 客群: everybody reads all of them, and counts their own customers in them. */
export function segmentRoutes(deps: { segmentBook: SegmentBook; customers: Customers }): ConsoleResource {
  const { segmentBook, customers } = deps;
  const admit = async (id: string, principal: Principal): Promise<void> => {
    if (isEditable(await segmentBook.read(id), principal)) return;
    throw new CareError('not_yours', segmentTexts.notYours, { status: 403 });
  };
  return resource(segmentEndpoints, {
    listSegments: async ({ principal }) => {
      const lines = await segmentBook.list();
      return { segments: lines.map((line) => segmentView(line, principal)) };
    },
    countSegment: async ({ params, principal }) => {
      const { segment } = await segmentBook.read(params.id);
      return customers.count(customerFilterSchema.parse(segment.filter), principal.scope);
    },
    addSegment: async ({ body, actor, principal }) => segmentView(await segmentBook.add(actor, body), principal),
    saveSegment: async ({ params, body: { version, ...edit }, actor, principal }) => {
      await admit(params.id, principal);
      return segmentView(await segmentBook.save(actor, params.id, edit, version), principal);
    },
    removeSegment: async ({ params, body, actor, principal }) => {
      await admit(params.id, principal);
      await segmentBook.remove(actor, params.id, body.version);
      return done;
    },
  });
}

/** Who sees a part of the shop changes what they saved themselves, and nothing that goes out to all. */
function isEditable({ segment, usedBy }: SegmentLine, principal: Principal): boolean {
  if (!may(principal, 'customers.edit')) return false;
  return principal.scope.kind === 'all' || (segment.memberId === principal.member.id && usedBy.length === 0);
}

function segmentView(line: SegmentLine, principal: Principal): SegmentView {
  const { id, name, filter, version, updatedAt } = line.segment;
  return {
    id,
    name,
    filter: customerFilterSchema.parse(filter),
    version,
    memberName: line.memberName,
    updatedAt: new Date(updatedAt).toISOString(),
    usedBy: line.usedBy,
    editable: isEditable(line, principal),
  };
}
