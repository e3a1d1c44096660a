/** What the page sent cannot be used; told as 422 with the field's name. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';

  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

export type Input = Record<string, unknown>;

const longestText = 4000;

export function text(input: Input, name: string): string {
  const value = optional(input, name);
  if (value === undefined) throw new BadRequest(name, `缺少 ${name}`);
  return value;
}

export function optional(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new BadRequest(name, `${name} 应为文本`);
  if (value.length > longestText) throw new BadRequest(name, `${name} 过长`);
  return value;
}

export function flag(input: Input, name: string): boolean | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new BadRequest(name, `${name} 应为 true 或 false`);
  return value;
}

export function texts(input: Input, name: string): string[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
    throw new BadRequest(name, `${name} 应为文本列表`);
  return value as string[]; // checked above
}

export function count(input: Input, name: string, fallback?: number): number {
  const value = input[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new BadRequest(name, `${name} 应为非负整数`);
  return value;
}

export function object(input: Input, name: string): Input {
  const value = input[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadRequest(name, `${name} 应为对象`);
  return value as Input; // checked above
}
