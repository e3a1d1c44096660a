import { CareError } from '../../kernel/errors';
import { type CellContext, readDate, readInstant, readInteger, readJson, readList, readYesNo, readYuan } from './cells';
import { fileTexts } from './texts';

export type Body = Record<string, unknown>;

/** A column that a file may have: its names, and what its cell says in the contract's words. */
export interface Column {
  field: string;
  /** The first is how we call it; letter case, spaces, `*` and `(元)` do not matter. */
  headers: string[];
  put(body: Body, cell: string, context: CellContext): void;
}

const text = (field: string, ...headers: string[]): Column => ({
  field,
  headers: [field, ...headers],
  put: (body, cell) => void (body[field] = cell),
});
const read = (field: string, headers: string[], reader: (cell: string, context: CellContext) => unknown): Column => ({
  field,
  headers,
  put: (body, cell, context) => void (body[field] = reader(cell, context)),
});
const date = (kind: string, headers: string[], calendar?: 'lunar', forWhom?: string): Column => ({
  field: 'dates',
  headers,
  put: (body, cell) => {
    const known = Array.isArray(body.dates) ? (body.dates as unknown[]) : [];
    body.dates = [...known, { kind, ...(forWhom ? { forWhom } : {}), ...readDate(cell, calendar) }];
  },
});
/** A part of an inner object, as `consumable.cycleDays`. */
const inner = (outer: string, name: string, headers: string[], reader: (cell: string) => unknown): Column => ({
  field: `${outer}.${name}`,
  headers: [`${outer}.${name}`, ...headers],
  put: (body, cell) => void (body[outer] = { ...(body[outer] as Body | undefined), [name]: reader(cell) }),
});

const whoColumns: Column[] = [
  text('externalUserId', 'external_userid', '客户ID', '外部联系人ID', '客户编号'),
  text('unionId', 'unionid', '微信unionid'),
  text('mobile', 'phone', '手机号', '手机', '电话', '联系电话', '手机号码', '客户手机'),
];

export const customerColumns: Column[] = [
  ...whoColumns,
  text('name', '姓名', '客户姓名', '客户名称', '称呼'),
  text('note', '备注', '客户备注', '说明'),
  read('interests', ['interests', '兴趣', '兴趣爱好', '爱好', '偏好'], readList),
  read('dates', ['dates'], readJson),
  date('birthday', ['birthday', '生日', '出生日期', '公历生日', '阳历生日']),
  date('birthday', ['lunarBirthday', '农历生日', '阴历生日'], 'lunar'),
  date('wedding', ['wedding', '结婚纪念日', '结婚日期']),
  date('child-birthday', ['childBirthday', 'child-birthday', '孩子生日', '宝宝生日', '子女生日']),
  date('child-birthday', ['女儿生日'], undefined, '女儿'),
  date('child-birthday', ['儿子生日'], undefined, '儿子'),
  date('parent-birthday', ['parentBirthday', 'parent-birthday', '父母生日']),
  date('parent-birthday', ['妈妈生日', '母亲生日'], undefined, '妈妈'),
  date('parent-birthday', ['爸爸生日', '父亲生日'], undefined, '爸爸'),
  read('optedOut', ['optedOut', '退订', '已退订', '是否退订'], readYesNo),
  text('optOutReason', '退订原因'),
];

export const orderColumns: Column[] = [
  text('orderNo', 'order_no', '订单号', '订单编号', '单号'),
  ...whoColumns,
  read('paidAt', ['paidAt', '付款时间', '支付时间', '下单时间', '付款日期', '购买日期'], readInstant),
  read('deliveredAt', ['deliveredAt', '签收时间', '收货时间', '送达时间', '签收日期'], readInstant),
  read('status', ['status', '状态', '订单状态'], readStatus),
  read('totalCents', ['totalCents', '订单金额(分)', '总金额(分)', '实付金额(分)'], readInteger),
  read('totalCents', ['total', '订单金额', '实付金额', '实付', '总金额', '金额', '合计'], readYuan),
];

export const itemColumns: Column[] = [
  text('sku', '商品编码', '商品编号', '货号', 'SKU编码'),
  text('name', 'productName', '商品名称', '商品', '品名', '产品名称'),
  read('quantity', ['quantity', '数量', '件数'], readInteger),
  read('unitPriceCents', ['unitPriceCents', '单价(分)'], readInteger),
  read('unitPriceCents', ['unitPrice', 'price', '单价', '商品单价'], readYuan),
];

export const productColumns: Column[] = [
  text('sku', '商品编码', '商品编号', '货号', 'SKU编码'),
  text('name', '商品名称', '商品', '品名', '产品名称'),
  read('priceCents', ['priceCents', '价格(分)', '售价(分)'], readInteger),
  read('priceCents', ['price', '价格', '售价', '单价'], readYuan),
  text('category', '分类', '品类', '类目'),
  read('usageSteps', ['usageSteps', '使用指导', '使用步骤'], readSteps),
  read('consumable', ['consumable'], readJson),
  inner('consumable', 'sku', ['consumableSku', '耗材编码', '耗材编号'], (cell) => cell),
  inner('consumable', 'cycleDays', ['cycleDays', '更换周期', '更换周期(天)', '耗材周期(天)'], readInteger),
  inner('consumable', 'leadDays', ['leadDays', '提前提醒', '提前提醒(天)', '提前天数'], readInteger),
  read('upgradeTo', ['upgradeTo', '升级商品', '可升级为'], readList),
  read('complements', ['complements', '配套商品', '搭配商品'], readList),
  read('tags', ['tags', '标签', '商品标签'], readList),
];

const intentNames: Record<string, string> = {
  使用咨询: 'usage-question',
  订单物流: 'order-delivery',
  售后: 'after-sale',
  投诉: 'complaint',
  购买意向: 'purchase-interest',
  感谢好评: 'praise',
  个人信息: 'personal-fact',
  退订: 'opt-out',
  找人工: 'human-wanted',
  生活烦恼: 'life-worry',
  闲聊: 'small-talk',
};
const replyNames: Record<string, string> = { 回答: 'answer', 追问: 'ask', 关心: 'care' };

export const libraryColumns: Column[] = [
  text('id', '编号'),
  text('title', '标题', '名称'),
  text('text', '内容', '话术', '回答', '答案', '正文'),
  read('questions', ['questions', '客户问法', '问法', '相似问法', '问题'], (cell) =>
    cell
      .split(/\n|[|｜]/)
      .map(trimmed)
      .filter(Boolean),
  ),
  read('intents', ['intents', '意图'], (cell) => readList(cell).map((name) => intentNames[name] ?? name)),
  read('products', ['products', '商品', '商品编号'], readList),
  read('replyKind', ['replyKind', '回复方式'], (cell) => replyNames[cell] ?? cell),
  text('play', '打法'),
  text('folder', '文件夹', '分类', '目录'),
  read('departmentId', ['departmentId', '部门编号'], readInteger),
  text('repUserId', '成员账号', '导购账号'),
];

function trimmed(text: string): string {
  return text.trim();
}

const statuses: [pattern: RegExp, status: string][] = [
  [/^(paid|已付款|已支付|待发货|已发货|付款成功)$/i, 'paid'],
  [/^(delivered|已签收|已收货|已送达|已完成|交易成功)$/i, 'delivered'],
  [/^(refunded|已退款|退款|已退货|已取消|取消)$/i, 'refunded'],
];

function readStatus(cell: string): string {
  return statuses.find(([pattern]) => pattern.test(cell))?.[1] ?? cell;
}

/** JSON, or a line a step: `3|滤芯冲洗|先放水两分钟`. What is no such line is refused by the contract. */
function readSteps(cell: string): unknown {
  if (cell.startsWith('[')) return readJson(cell);
  return cell.split('\n').map((line) => {
    const [day = '', title, ...rest] = line.split(/[|｜]/).map((part) => part.trim());
    return { day: /^\d+$/.test(day) ? Number(day) : day, title, text: rest.join('|') };
  });
}

export interface BoundColumn {
  column: Column;
  index: number;
  /** As the file calls it. */
  header: string;
}

/** Finds the known columns in a header row. */
export function bindColumns(header: string[], columns: Column[]): { bound: BoundColumn[]; ignored: string[] } {
  const bound: BoundColumn[] = [];
  const ignored: string[] = [];
  for (const [index, name] of header.entries()) {
    const column = columns.find((one) => one.headers.some((known) => plain(known) === plain(name)));
    const other = bound.find((one) => one.column === column);
    if (column && other) throw new CareError('two_columns', fileTexts.twoColumns(column.field, other.header, name));
    if (column) bound.push({ column, index, header: name });
    else if (name !== '') ignored.push(name);
  }
  return { bound, ignored };
}

function plain(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\s*_]/g, '')
    .replace(/\((元|必填|选填)\)/g, '')
    .toLowerCase();
}
