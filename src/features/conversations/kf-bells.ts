/** Bells of 微信客服; each is also answered by a tick, so that a lost one only delays. */
export const kfBells = {
  /** KfPuller.pullDue */
  pull: 'kf',
  /** ConversationDesk.serveDue, FollowUps.tellDue */
  answers: 'kf-answers',
} as const;
