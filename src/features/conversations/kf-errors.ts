import { WecomError } from '../../kernel/errors';

/** 95000 and 95004 no such account, 48007, 60030 and 95017 not for our app. */
const accountIsGone = [95000, 95004, 48007, 60030, 95017];

/** Whether WeCom says that the kf account exists no more, or is not ours to use. */
export function saysAccountIsGone(error: unknown): error is WecomError {
  return error instanceof WecomError && accountIsGone.includes(error.errcode);
}
