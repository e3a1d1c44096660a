/** The sample shop's own data, in the shapes of POST /api/v1/products, /orders and /customers/import. */
export interface SampleShop {
  products: SampleProduct[];
  orders: SampleOrder[];
  customers: SampleCustomer[];
}

interface SampleProduct {
  sku: string;
  name: string;
  priceCents: number;
  category: string;
  usageSteps?: { day: number; title: string; text: string }[];
  consumable?: { sku?: string; cycleDays: number; leadDays: number };
  upgradeTo?: string[];
  complements?: string[];
  tags?: string[];
}

interface SampleOrder {
  orderNo: string;
  externalUserId: string;
  /** ISO 8601. */
  paidAt: string;
  items: { sku: string; name: string; quantity: number; unitPriceCents: number }[];
  totalCents: number;
  status: 'paid' | 'delivered' | 'refunded';
  deliveredAt?: string;
}

interface SampleDate {
  kind: 'birthday' | 'wedding' | 'child-birthday' | 'parent-birthday' | 'other';
  label?: string;
  forWhom?: string;
  calendar: 'solar' | 'lunar';
  year?: number;
  month: number;
  day: number;
  leapMonth?: boolean;
}

interface SampleCustomer {
  externalUserId: string;
  name?: string;
  note?: string;
  interests?: string[];
  dates?: SampleDate[];
}

const dayMs = 86_400_000;

/** The shop's 微信客服 account. */
export const sampleKfId = 'wkJiubanSample01';

/** Ids of the sample customers, by a short name. */
export const sampleIds = {
  zhouXiaoman: 'wmJiubanSample0001',
  chenGuodong: 'wmJiubanSample0002',
  wangFang: 'wmJiubanSample0003',
  liuYang: 'wmJiubanSample0004',
  sunLi: 'wmJiubanSample0005',
  zhaoQiang: 'wmJiubanSample0006',
  huangMei: 'wmJiubanSample0007',
  heTao: 'wmJiubanSample0008',
} as const;

const products: SampleProduct[] = [
  {
    sku: 'WP-100',
    name: '净水器',
    priceCents: 199_900,
    category: '净水',
    usageSteps: [
      {
        day: 0,
        title: '开箱与首次使用',
        text: '收货后先检查外箱和配件；装好后打开龙头冲洗约 15 分钟，前几杯水先用来浇花，之后就可以放心喝。',
      },
      {
        day: 3,
        title: '常见疑问',
        text: '头几天出水带些小气泡是正常的，静置片刻就清了；如果接头处有水珠，把卡扣再按紧一下。',
      },
      { day: 7, title: '更多用法', text: '净水泡茶、煲汤、煮饭口感更清爽；早晨先放掉管里的隔夜水，大约 10 秒就够。' },
      { day: 30, title: '日常保养', text: '用软布擦拭外壳，出水口每月用温水冲一冲；外出超过三天，回来先放水两分钟。' },
    ],
    consumable: { sku: 'WP-100-F', cycleDays: 180, leadDays: 7 },
    upgradeTo: ['WP-200'],
    complements: ['TEA-01'],
    tags: ['净水', '厨房'],
  },
  {
    sku: 'WP-100-F',
    name: '净水器滤芯',
    priceCents: 29_900,
    category: '净水',
    usageSteps: [
      { day: 0, title: '更换滤芯', text: '关闭进水阀，旋下旧滤芯，装上新滤芯后冲洗 5 分钟，再长按复位键 3 秒。' },
    ],
    tags: ['耗材'],
  },
  {
    sku: 'WP-200',
    name: '净水器 双出水款',
    priceCents: 299_900,
    category: '净水',
    consumable: { sku: 'WP-100-F', cycleDays: 180, leadDays: 7 },
    tags: ['净水', '厨房'],
  },
  {
    sku: 'TEA-01',
    name: '明前龙井 250 克',
    priceCents: 36_800,
    category: '茶',
    usageSteps: [
      { day: 0, title: '冲泡方法', text: '水温 80 到 85 度，一杯放 3 克，先注三分之一的水醒一醒，再冲满，可续三次。' },
      { day: 7, title: '存放', text: '开封后密封、避光、远离异味，放冰箱冷藏，尽量在两个月内喝完。' },
    ],
    consumable: { sku: 'TEA-01', cycleDays: 60, leadDays: 7 },
    tags: ['茶', '绿茶'],
  },
  {
    sku: 'AF-300',
    name: '空气炸锅',
    priceCents: 59_900,
    category: '厨房小家电',
    usageSteps: [
      { day: 0, title: '第一次使用', text: '先空锅 200 度加热 10 分钟去味，炸篮用温水和软海绵清洗，晾干再用。' },
      {
        day: 3,
        title: '常见疑问',
        text: '头几次有一点塑料味是正常的，多用两次就散了；食物上色不匀，多半是放得太满，铺一层、中途翻一次面就好。',
      },
      { day: 30, title: '清洁保养', text: '炸篮放凉后用温水浸泡 10 分钟，油渍就容易擦掉；加热管用干布轻轻擦。' },
    ],
    complements: ['AF-300-P'],
    tags: ['厨房'],
  },
  {
    sku: 'AF-300-P',
    name: '空气炸锅专用纸 100 张',
    priceCents: 2_900,
    category: '厨房小家电',
    consumable: { sku: 'AF-300-P', cycleDays: 45, leadDays: 5 },
    tags: ['耗材'],
  },
];

/** What the page offers to buy. */
export const sampleProducts = products;

const customers: SampleCustomer[] = [
  {
    externalUserId: sampleIds.zhouXiaoman,
    note: '喜欢绿茶，家里有小朋友',
    interests: ['茶', '亲子'],
    dates: [
      { kind: 'birthday', calendar: 'lunar', year: 1990, month: 8, day: 15 },
      { kind: 'child-birthday', label: '女儿生日', forWhom: '女儿', calendar: 'solar', year: 2019, month: 6, day: 1 },
    ],
  },
  {
    externalUserId: sampleIds.chenGuodong,
    interests: ['钓鱼'],
    dates: [{ kind: 'birthday', calendar: 'lunar', year: 1968, month: 12, day: 8 }],
  },
  {
    externalUserId: sampleIds.wangFang,
    interests: ['烘焙'],
    dates: [
      { kind: 'birthday', calendar: 'solar', year: 1988, month: 10, day: 3 },
      { kind: 'wedding', label: '结婚纪念日', calendar: 'solar', year: 2014, month: 5, day: 20 },
    ],
  },
  {
    externalUserId: sampleIds.liuYang,
    dates: [{ kind: 'birthday', calendar: 'solar', month: 2, day: 29 }],
  },
  {
    externalUserId: sampleIds.sunLi,
    interests: ['瑜伽'],
    dates: [{ kind: 'birthday', calendar: 'lunar', year: 1987, month: 6, day: 12, leapMonth: true }],
  },
  {
    externalUserId: sampleIds.zhaoQiang,
    dates: [{ kind: 'parent-birthday', label: '母亲生日', forWhom: '妈妈', calendar: 'lunar', month: 9, day: 9 }],
  },
  {
    externalUserId: sampleIds.huangMei,
    interests: ['插花'],
    dates: [{ kind: 'birthday', calendar: 'lunar', month: 1, day: 1 }],
  },
];

interface Bought {
  who: keyof typeof sampleIds;
  sku: string;
  quantity?: number;
  /** Days before now. */
  daysAgo: number;
}

const bought: Bought[] = [
  { who: 'zhouXiaoman', sku: 'WP-100', daysAgo: 175 },
  { who: 'zhouXiaoman', sku: 'TEA-01', daysAgo: 40, quantity: 2 },
  { who: 'chenGuodong', sku: 'TEA-01', daysAgo: 120 },
  { who: 'chenGuodong', sku: 'TEA-01', daysAgo: 58 },
  { who: 'wangFang', sku: 'AF-300', daysAgo: 8 },
  { who: 'liuYang', sku: 'WP-100', daysAgo: 5 },
  { who: 'sunLi', sku: 'AF-300', daysAgo: 33 },
  { who: 'sunLi', sku: 'AF-300-P', daysAgo: 33 },
  { who: 'zhaoQiang', sku: 'WP-100', daysAgo: 400 },
  { who: 'zhaoQiang', sku: 'WP-100-F', daysAgo: 210 },
  { who: 'zhaoQiang', sku: 'WP-100-F', daysAgo: 18 },
];

function order(one: Bought, index: number, now: number): SampleOrder {
  const product = products.find(({ sku }) => sku === one.sku);
  if (!product) throw new Error(`sample order ${index}: unknown sku ${one.sku}`);
  const quantity = one.quantity ?? 1;
  const paidAt = now - one.daysAgo * dayMs;
  const deliveredAt = paidAt + 2 * dayMs;
  return {
    orderNo: `SAMPLE-${String(index + 1).padStart(4, '0')}`,
    externalUserId: sampleIds[one.who],
    paidAt: new Date(paidAt).toISOString(),
    items: [{ sku: product.sku, name: product.name, quantity, unitPriceCents: product.priceCents }],
    totalCents: quantity * product.priceCents,
    status: 'delivered',
    deliveredAt: new Date(deliveredAt).toISOString(),
  };
}

/** @param now epoch ms; the orders lie before it */
export function sampleShop(now: number): SampleShop {
  return { products, customers, orders: bought.map((one, index) => order(one, index, now)) };
}
