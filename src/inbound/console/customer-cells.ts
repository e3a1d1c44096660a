import { stageNames, tierNames } from '../../contract/console/trust-names';
import { type CustomerRow, maskedMobile } from '../../features/segments/customer-rows';
import { civilDay } from '../../kernel/calendar';

/** The columns of a customer in a file. */
export const customerHeader = [
  '客户ID',
  '姓名',
  '备注名',
  '手机号',
  '主跟进人',
  '阶段',
  '等级',
  '标签',
  '订单数',
  '消费金额(元)',
  '最近下单',
  '添加日期',
  '下次生日',
  '退订',
  '有待解决的问题',
];

export function customerCells(
  { customer, repName, remark, tags, mobile }: CustomerRow,
  { zone, inClear }: { zone: string; inClear: boolean },
): string[] {
  const dayOf = (at: number | null) => (at === null ? '' : civilDay(at, zone));
  return [
    customer.externalUserId,
    customer.name,
    remark,
    (inClear ? mobile : maskedMobile(mobile)) ?? '',
    repName ?? '',
    stageNames[customer.stage],
    tierNames[customer.tier],
    tags.join('、'),
    String(customer.orderCount),
    (customer.totalCents / 100).toFixed(2),
    dayOf(customer.lastOrderAt),
    dayOf(customer.addedAt),
    customer.birthdayOn ?? '',
    customer.optedOutAt === null ? '否' : '是',
    customer.problemOpenedAt === null ? '否' : '是',
  ];
}
