import type { Fault } from '../../kernel/errors';
import type { SourcePosition } from './positions';

export const templateFaultCodes = [
  'bad_name',
  'named_twice',
  'source_too_long',
  'no_front_matter',
  'bad_front_matter',
  'empty',
  'syntax',
  'unknown_variable',
  'not_printable',
  'runaway',
  'not_rendered',
  'too_long',
  'price',
  'promotion',
  'link',
  'absolute',
  'no_image',
  'unreadable',
] as const;
export type TemplateFaultCode = (typeof templateFaultCodes)[number];

/** What is wrong with a template, and where. `path` is `birthday/warm` or, for a field of its header, `birthday/warm.weight`. */
export interface TemplateFault extends Fault {
  code: TemplateFaultCode;
  /** The message for people at the console, zh-CN. */
  words: string;
  /** Absent when the whole is meant. */
  position?: SourcePosition;
}
