const optOutWords =
  /^(?:td|t|退订|取消订阅|(?:请|麻烦|求)?(?:你们|您们|你)?(?:不要|别)(?:再|老|总|一直)*(?:给我)?(?:发|推送|群发)(?:消息|广告|信息|短信)?(?:给我)?(?:了|啦)?|(?:不要|别)再?(?:打扰|骚扰)(?:我)?(?:了|啦)?)$/i;

/** Whole messages only: 退订 inside a longer sentence may be a question or a story. */
export function saysOptOut(text: string): boolean {
  return optOutWords.test(text.replace(/[\s\p{P}\p{S}]/gu, ''));
}
