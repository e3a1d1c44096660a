/** Kinds of deeds as people call them; one of a later release is shown by its own name. */
const names: Record<string, string> = {
  'account.password_changed': '修改自己的密码',
  'account.totp_added': '开启两步验证',
  'account.totp_removed': '关闭两步验证',
  'audit.exported': '导出审计',
  'member.added': '添加成员',
  'member.edited': '修改成员',
  'member.disabled': '停用成员',
  'member.enabled': '启用成员',
  'member.password_set': '重设成员密码',
  'member.sessions_ended': '让成员退出登录',
  'member.totp_removed': '解除成员两步验证',
  'product.created': '新建商品',
  'product.saved': '修改商品',
  'session.opened': '登录',
  'settings.changed': '修改设置',
  'template.drafted': '编辑模板草稿',
  'template.discarded': '放弃模板草稿',
  'template.submitted': '提交模板审批',
  'template.tested': '试发模板',
  'template.voided': '模板审批失效',
  'topic.added': '新增主题活动',
  'topic.saved': '修改主题活动',
  'topic.removed': '删除主题活动',
};

export function actionName(action: string): string {
  return names[action] ?? action;
}
