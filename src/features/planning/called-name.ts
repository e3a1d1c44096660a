/** A name and nothing else: Chinese up to six characters, or a name in Latin letters. */
const plainName = /^(?:\p{Script=Han}{1,6}|\p{Script=Latin}[\p{Script=Latin} .'-]{0,24})$/u;
const longestNickname = 16;

/**
 * What a message may call a customer: the rep's remark if it is a plain name, else the nickname. A remark is the rep's
 * own note ("张总 爱讲价 2栋"): what is more than a name must never reach the customer. Empty: there is no name.
 */
export function calledName(remark: string, nickname: string): string {
  const [own, given] = [remark.trim(), nickname.trim()];
  if (plainName.test(own)) return own;
  return given.length <= longestNickname ? given : '';
}
