import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const types: Record<string, string> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '对象',
};

const formats: Record<string, string> = {
  datetime: '须为带时区的 ISO 8601 时间，如 2027-01-05T12:00:00+08:00',
  date: '须为 YYYY-MM-DD 日期',
};

/** What is wrong with a field, for whoever sent it (zh-CN). */
export function faultText(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? '缺少必填字段' : `须为${types[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'invalid_value') return `须为 ${issue.values.join('、')} 之一`;
  if (issue.code === 'invalid_format') return formats[issue.format] ?? '格式不正确';
  if (issue.code === 'too_small') return bound(issue.origin, '不能小于', '至少', issue.minimum);
  if (issue.code === 'too_big') return bound(issue.origin, '不能大于', '至多', issue.maximum);
  return issue.message;
}

export function unknownField(name: string, known: string[]): string {
  const near = known.find((one) => one.toLowerCase().replace(/[_-]/g, '') === name.toLowerCase().replace(/[_-]/g, ''));
  return near === undefined ? `未知字段 ${name}` : `未知字段 ${name}，是否应为 ${near}？`;
}

function bound(origin: string, numberWord: string, countWord: string, limit: number | bigint): string {
  if (origin === 'string') return limit === 1n || limit === 1 ? '不能为空' : `${countWord} ${limit} 个字符`;
  if (origin === 'array') return `${countWord} ${limit} 项`;
  return `${numberWord} ${limit}`;
}
