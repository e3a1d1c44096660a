import type { ApiFault, Faults } from '../faults';
import type { Input } from './read';
import { BadRequest, count, flag, object, text, texts } from './read';

/** One change of the faults: `down`, `callbacks`, one `path` with its `fault`, or `clear`. */
export function changeFaults(faults: Faults, input: Input): void {
  if (input.clear === true) faults.clear(typeof input.path === 'string' ? input.path : undefined);
  if (input.down !== undefined) faults.down = readDown(input.down);
  if (input.callbacks !== undefined) setCallbackFaults(faults, object(input, 'callbacks'));
  if (input.fault !== undefined) faults.set(text(input, 'path'), readFault(object(input, 'fault')));
  if (input.quota !== undefined) faults.quota.set(text(input, 'path'), count(input, 'quota'));
}

function readDown(value: unknown): Faults['down'] {
  if (value === false || value === 'refuse' || value === 'hang') return value;
  throw new BadRequest('down', 'down 应为 false、refuse 或 hang');
}

function setCallbackFaults(faults: Faults, input: Input): void {
  const now = faults.callbacks;
  now.duplicate = count(input, 'duplicate', now.duplicate);
  now.drop = count(input, 'drop', now.drop);
  now.hold = flag(input, 'hold') ?? now.hold;
  now.reorder = flag(input, 'reorder') ?? now.reorder;
}

function readFault(input: Input): ApiFault {
  const fault: ApiFault = {};
  for (const name of ['delayMs', 'httpStatus', 'times', 'afterCalls'] as const) {
    if (input[name] !== undefined) fault[name] = count(input, name);
  }
  if (typeof input.errcode === 'number' && Number.isInteger(input.errcode)) fault.errcode = input.errcode;
  if (input.dropAnswer === 'before' || input.dropAnswer === 'after') fault.dropAnswer = input.dropAnswer;
  const failList = texts(input, 'failList');
  if (failList) fault.failList = failList;
  if (Object.keys(fault).length === 0) throw new BadRequest('fault', 'fault 为空');
  return fault;
}
