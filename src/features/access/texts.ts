/** What members read of signing in; zh-CN. */
export const accessTexts = {
  wrong: '账号、密码或验证码不正确',
  totpNeeded: '请输入验证器 App 上的 6 位验证码',
  tooMany: (minutes: number) => `尝试次数过多，请 ${minutes} 分钟后再试`,
  crowded: '登录的人太多，请几秒后再试',
  signInFirst: '请先登录',
  expired: '登录已过期，请重新登录',
  moved: '检测到登录环境变化，为了安全请重新登录',
  forbidden: '你没有这项权限，请联系管理员',
  csrf: '页面已过期，请刷新后再试',
  proveFirst: '这一步需要再次验证身份',
  notAllowed: (name: string) => `企业微信成员「${name}」还没有开通后台，请联系管理员在「成员与权限」里添加`,
  loginTaken: (login: string) => `账号 ${login} 已经有人用了`,
  repTaken: '这位企业微信成员已经绑定了别的账号',
  unknownMember: '没有这个成员',
  lastAdmin: '至少要保留一位能登录的管理员',
  self: '不能停用或降级自己，请让另一位管理员来做',
} as const;
