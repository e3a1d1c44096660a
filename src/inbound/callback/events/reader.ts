import { z } from 'zod';
import type { XmlFields } from '../xml';

/** What every event says about itself. */
const common = z.object({
  ToUserName: z.string(),
  FromUserName: z.string().optional(),
  CreateTime: z.string().regex(/^\d{1,12}$/),
  AgentID: z.string().optional(),
});

export interface EventHead {
  corpId: string;
  /** WeCom's whole second, epoch ms. */
  occurredAt: number;
  /** The app it came to; empty for events of no app. */
  agentId: string;
}

/** Text that must be there and say something. */
export const required = z.string().min(1);
/** Text that may be empty. */
export const words = z.string();
/** Text or nothing: an empty or missing element is null. */
export const optional = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && value !== '' ? value : null));
export const count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
export const measure = z
  .string()
  .regex(/^-?\d{1,6}(\.\d+)?$/)
  .transform(Number);
/** Unix seconds as epoch ms. */
export const instant = count.transform((seconds) => seconds * 1000);

/** One element or many, or none: always a list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => {
    if (value === undefined || value === '') return [];
    return Array.isArray(value) ? value : [value];
  }, z.array(item));
}

/** A comma list, e.g. `2,5`. */
export const commaList = z
  .string()
  .optional()
  .transform((value) => (value ? value.split(',').filter((item) => item !== '') : []));

/** Makes the reader of one kind: WeCom's fields by `shape`, said in our words by `translate`. */
export function reader<K extends string, S extends z.ZodRawShape, T>(
  kind: K,
  shape: S,
  translate: (fields: z.output<z.ZodObject<S>>, from: string) => T,
) {
  const own = z.object(shape);
  return (fields: XmlFields): EventHead & { kind: K } & T => {
    const head = common.parse(fields);
    return {
      kind,
      corpId: head.ToUserName,
      occurredAt: Number(head.CreateTime) * 1000,
      agentId: head.AgentID ?? '',
      ...translate(own.parse(fields), head.FromUserName ?? ''),
    };
  };
}
