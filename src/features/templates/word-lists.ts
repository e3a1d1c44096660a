import type { WordRule } from './template-plays';

/** A word that is refused, but for the innocent phrases it may stand in. */
export interface RefusedWord {
  word: string;
  innocent?: readonly string[];
}

/** Words are compared after full-width letters, case and blanks between Chinese characters are evened out. */
export const refusedWords: Record<WordRule, readonly RefusedWord[]> = {
  price: plain(
    '百分之 人民币 元起 价格 报价 售价 原价 现价 标价 底价 到手价 活动价 会员价 专享价 优惠价 团购价 市场价 出厂价',
  ),
  promotion: [
    ...plain('优惠 折扣 打折 对折 折上折 限时 限量 限购 下单 抢购 抢先 秒杀 领取 领券 满减 满赠 满送 包邮 免邮'),
    ...plain('促销 特价 特惠 钜惠 大促 立减 直降 降价 低价 减免 买一送 买一赠 买赠 赠品 加赠 红包 返现 返利 福利 积分'),
    ...plain(
      '兑换 购买 选购 订购 预订 预售 加购 购物 回购 复购 爆款 热卖 热销 畅销 清仓 甩卖 拼团 团购 砍价 付款 支付',
    ),
    ...plain(
      '免费 省钱 代金 抵扣 抵用 充值 礼品卡 直播间 扫码 二维码 小程序 上新 新品 薅羊毛 双11 双十一 双12 双十二 618',
    ),
    { word: '券', innocent: ['证券', '债券', '国库券', '胜券', '入场券'] },
  ],
  link: plain('点击链接 点链接 戳链接 下方链接 以下链接 复制链接 点击查看 点击进入 #小程序'),
  absolute: [
    ...plain('国家级 世界级 宇宙级 最高级 最佳 最优 最强 最低价 最先进 最便宜 最实惠 最划算 最权威 最专业 最顶级'),
    ...plain(
      '最新科技 最新技术 最受欢迎 最安全 最有效 最健康 史上最 全网最 全球最 世界最 中国最 之最 顶级 顶尖 顶配 极品 极致',
    ),
    ...plain(
      '首选 绝版 万能 特效 根治 包治 百分百 百分之百 无副作用 零风险 独一无二 史无前例 前无古人 绝无仅有 无与伦比 无可比拟',
    ),
    ...plain('领导品牌 领袖品牌 王牌 销量冠军 全国销量 驰名商标 no.1 no1 top1 世界领先 国际领先 遥遥领先 绝无 100%'),
    { word: '最高', innocent: after('最高', '温 气温 水位 刻度 水温 温度') },
    { word: '最低', innocent: after('最低', '温 气温 水位 刻度 水温 温度') },
    { word: '最大', innocent: after('最大', '水位 刻度 的动力 的心愿 的愿望 的支持 的鼓励 的幸福 的安慰') },
    {
      word: '最好',
      innocent: [
        ...after('最好', '在 先 每 不 别 能 把 放 提前 避免 让 由 请 隔 用温 用清 用软 选在 等 趁 再 也'),
        '最好的祝福',
        '最好的年华',
        '最好的时光',
        '最好的自己',
        '最好的安排',
      ],
    },
    {
      word: '第一',
      innocent: [
        ...after(
          '第一',
          '次 时间 天 步 年 个 件 位 周 月 口 杯 遍 回 句 眼 季 批 条 章 页 学期 课 单 面 声 封 张 份 台 节 把 反应 道',
        ),
        '第一,',
        '第一、',
        '第一:',
      ],
    },
    { word: '唯一', innocent: ['不是唯一', '并非唯一', '唯一要', '唯一需要', '唯一的遗憾'] },
    { word: '永久', innocent: ['永久停', '永久删'] },
    { word: '绝对', innocent: ['绝对值', '绝对不要', '绝对不能'] },
  ],
};

/** What no list of words can hold. Matched against the evened-out text. */
export const refusedPatterns: Record<WordRule, readonly RegExp[]> = {
  price: [
    /[¥$] {0,2}[\d.,]{0,12}/gu,
    /\d[\d.,]{0,12} {0,2}(?:万?元|块钱|rmb|cny)/gu,
    /\d{1,9} {0,2}块(?=$|[^\p{L}])/gu,
    /[一二两三四五六七八九十百千万几]+(?:块钱|元(?![旦宵气素月年复]))/gu,
    /[\d.]{0,9} {0,2}[%‰]/gu,
    /(?:\d(?:\.\d)? {0,2}|(?<![一波曲])[一二三四五六七八九两几])折(?![叠腾返射磨])/gu,
  ],
  promotion: [
    /买 {0,2}\d{1,6} {0,2}[送赠减]/gu,
    /满 {0,2}\d{2,6}(?![\d 个]*[岁年月天周])/gu,
    /减 {0,2}\d{1,6}(?![\d 个]*[岁斤公])/gu,
  ],
  link: [
    /(?:https?:|weixin:\/\/|\bwww\.)[\x21-\x7e]*/gu,
    /(?<![\w.@-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|shop|store|vip|top|cc|io|me|link|url)(?![a-z0-9])/gu,
  ],
  absolute: [],
};

function plain(words: string): RefusedWord[] {
  return words.split(' ').map((word) => ({ word }));
}

function after(word: string, endings: string): string[] {
  return endings.split(' ').map((ending) => word + ending);
}
