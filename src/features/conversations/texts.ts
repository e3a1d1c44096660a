import type { YearlyDate } from '../../kernel/yearly-date';
import { formatDate } from '../../kernel/yearly-date';

/** What the bot says to reps. */
export const say = {
  help: [
    '我帮你记住客户，每天提醒你该关怀谁。直接这样写：',
    '今天 —— 今天要联系谁、为什么、说什么',
    '张三 —— 看客户档案，取今天的触达卡片',
    '张三 生日 农历八月十五',
    '张三 女儿 6月1日 生日',
    '张三 结婚纪念日 10月1日',
    '张三 买了 净水器 1999 / 张三 买了 净水器 1999 上周五',
    '张三 备注 喜欢绿茶',
    '张三 投诉 出水慢 / 张三 已解决',
    '张三 退订 嫌打扰 / 张三 恢复 客户要求',
    '张三 去世（记错了就写：张三 健在）',
    '也可以直接问：张三买过什么、这周谁过生日、帮我给张三写句生日祝福、张三今天为什么没有安排',
    '「张三」可以写客户昵称，也可以写你给的备注名。',
  ].join('\n'),
  notARep: '你还不在久伴的跟进成员名单里。请管理员为你开通「客户联系」，并把你加入应用可见范围。',
  nobody: (who: string) =>
    `没找到「${who}」。请写你给客户的备注名或微信昵称，例如：张三 生日 农历八月十五。写「帮助」看全部用法。`,
  which: (who: string, count: number) => `有 ${count} 位客户叫「${who}」，你说的是哪一位？请回复序号：`,
  customerOption: (names: string, addedOn: string | null, lastOrderOn: string | null) =>
    [
      names,
      ...(addedOn === null ? [] : [`${addedOn} 添加`]),
      lastOrderOn === null ? '还没有订单' : `最近一单 ${lastOrderOn}`,
    ].join('，'),
  withId: (option: string, idEnd: string) => `${option}，编号尾号 ${idEnd}`,
  customerGone: '你选的这位客户现在找不到了（可能改了备注名，或不再由你跟进），什么都没有改动。请重新写一次。',
  productGone: '你选的这个商品在商品库里找不到了，这一单还没有记。请重新写一次。',
  tooMany: (who: string) => `叫「${who}」的客户太多了，请把备注名写完整些。`,
  noQuestion: '现在没有等你选择的问题。写「帮助」看我能做什么。',
  noSuchOption: (count: number) => `请回复 1 到 ${count} 之间的序号。`,
  unclear: {
    no_date: (who: string) =>
      `我没看懂日期。请这样写：${who} 生日 农历八月十五，或 ${who} 生日 1990-10-03，或 ${who} 女儿 6月1日 生日`,
    no_amount: (who: string) => `我没看懂买了什么、多少钱。请这样写：${who} 买了 净水器 1999`,
    no_reason: (who: string) => `恢复触达要写明是客户的意思。请这样写：${who} 恢复 客户要求`,
    no_words: (who: string) => `请把要记的内容写在后面，例如：${who} 备注 喜欢绿茶`,
    death_of_whom: (who: string) =>
      `如果是${who}本人去世，请只写：${who} 去世。别的情况请写进备注，例如：${who} 备注 家里有白事，近期少打扰`,
    nothing: () => '我没看懂。写「帮助」看我能做什么。',
  },
  whichCalendar: (who: string) => `${who}的这个日期，是公历还是农历？请回复序号：`,
  onlyReading: (who: string, date: string) => `${who}的这个日期只能是${date}，对吗？对的话请回复 1：`,
  badDate: (reason: string) => `这个日期不存在：${reason}。请检查后再写一次。`,
  whose: (name: string, forWhom: string, label: string) => `${name}的${forWhom === '' ? '' : `${forWhom}的`}${label}`,
  dateAdded: (whose: string, date: YearlyDate, nextOn: string) =>
    `记好了：${whose}是${formatDate(date)}，下一次是 ${nextOn}。那天早上我会提醒你。`,
  dateKnown: (whose: string, date: YearlyDate) => `${whose}是${formatDate(date)}，已经记着了。`,
  guardian: '（你录入孩子的日期，即表示已征得监护人同意。）',
  dateConflict: (whose: string, old: string, now: string) =>
    `${whose}之前记的是${old}，和${now}不一样。以哪个为准？请回复序号：`,
  useNew: (date: string) => `改成${date}`,
  keepOld: (date: string) => `保留${date}`,
  kept: (whose: string) => `好的，${whose}保持不变。`,
  noted: (name: string) => `记好了，已写进${name}的备注。`,
  noProduct: (words: string) => `商品库里没有「${words}」。请写商品库里的名称或编号，或请管理员先添加这个商品。`,
  whichProduct: (words: string) => `「${words}」对应下面哪个商品？请回复序号：`,
  ordered: (name: string, product: string, quantity: number, yuan: string, paidOn: string) =>
    `记好了：${name} ${paidOn} 买了 ${product} ×${quantity}，共 ${yuan} 元。使用提醒会从送达那天算起。`,
  whichDay: (words: string, who: string, product: string, yuan: string) =>
    `没看懂「${words}」是哪天，这一单还没有记。请把日期写在金额后面，例如：${who} 买了 ${product} ${yuan} 昨天。也可以写 上周五、3月1日 或 2027-03-01；不写就是今天。`,
  futureOrder: '购买日期不能在今天之后，请检查后再写一次。',
  refused: (why: string) => `没能记下：${why}`,
  optOutReason: '导购代客户退订',
  optedOut: (name: string, cancelled: number) =>
    `已停止对${name}的所有主动触达${cancelled > 0 ? `，并取消了 ${cancelled} 条待发的` : ''}。客户想恢复时，请写：${name} 恢复 客户要求`,
  alreadyOut: (name: string) => `${name}已经是退订状态，不会收到任何主动触达。`,
  optedIn: (name: string) => `已恢复对${name}的触达，仍按「少而准」的规则安排。`,
  alreadyIn: (name: string) => `${name}没有退订，不需要恢复。`,
  problemOpened: (name: string) =>
    `记好了：${name}有未解决的问题，这期间不会向 TA 推荐任何商品。处理好后请写：${name} 已解决`,
  problemClosed: (name: string) => `好的，${name}的问题已关闭。`,
  noProblem: (name: string) => `${name}没有未解决的问题。`,
  deceased: (name: string) =>
    `已记下：${name}已故。从现在起不再安排任何问候和推送，待发的也都取消了。若是记错了，请写：${name} 健在`,
  alreadyDeceased: (name: string) => `${name}之前已记为已故，不会再有任何问候和推送。若是记错了，请写：${name} 健在`,
  alive: (name: string) => `已更正：${name}健在，关怀照常安排。`,
  notDeceased: (name: string) => `${name}没有记为已故，不需要更正。`,
  cards: (count: number) =>
    count > 0 ? `今天有 ${count} 条可以发给 TA 的内容，卡片随后就到。` : '今天没有安排触达，不打扰也是关怀。',
} as const;

/** `1999` for whole yuan, else `1999.50`. */
export function yuan(cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}
