import { WecomError } from '../../kernel/errors';
import { Failed, type Patient, type Step, type Words } from './step';
import { steps } from './steps';

export interface Finding {
  ok: boolean;
  /** What was found, or what is wrong. */
  words: Words;
}

/** 接入: whether a real WeCom is set up as it must be, a step at a time. */
export class Doctor {
  readonly steps: readonly Step[] = steps;

  constructor(private readonly patient: Patient) {}

  async check({ check }: Step): Promise<Finding> {
    try {
      return { ok: true, words: await check(this.patient) };
    } catch (error) {
      return { ok: false, words: wordsOf(error) };
    }
  }
}

function wordsOf(error: unknown): Words {
  if (error instanceof Failed) return error.words;
  if (error instanceof WecomError) {
    const { errcode, message } = error;
    const zh = errcode === -2 ? '连不上企业微信，请检查服务器能否访问外网' : `企业微信返回错误 ${errcode}：${message}`;
    return { en: `errcode ${errcode}: ${message}`, zh };
  }
  const told = error instanceof Error ? error.message : String(error);
  return { en: told, zh: told };
}
