import type { Core } from './core';
import { addToChat } from './phone';
import { putCustomer } from './people/contacts';
import { hire } from './people/corp';
import { KfPeople } from './people/kf-people';
import { sampleIds, sampleKfId } from './sample-shop';
import type { Relation } from './state';
import { addTags } from './wire/tags';

interface SampleRelation {
  who: keyof typeof sampleIds;
  /** WeChat nickname. */
  name: string;
  gender: 0 | 1 | 2;
  rep: string;
  remark?: string;
  description?: string;
  mobile?: string;
  tags?: string[];
  /** Days since they became contacts. */
  daysAgo: number;
  addWay?: number;
  state?: string;
  lastWords?: string;
}

const departments = [
  { id: 1, name: '久伴生活馆', parentid: 0, order: 100 },
  { id: 2, name: '门店一部', parentid: 1, order: 90 },
  { id: 3, name: '门店二部', parentid: 1, order: 80 },
  { id: 4, name: '财务部', parentid: 1, order: 70 },
];

const tagGroups = [
  { name: '客户等级', tags: ['普通', '高级', '尊享'] },
  { name: '来源', tags: ['门店扫码', '老客介绍', '展会'] },
  { name: '偏好', tags: ['爱喝茶', '爱下厨', '有小朋友'] },
];

const relations: SampleRelation[] = [
  {
    who: 'zhouXiaoman',
    name: '小满',
    gender: 2,
    rep: 'rep.lin',
    remark: '周小满',
    description: '喜欢绿茶',
    mobile: '13900000001',
    tags: ['高级', '门店扫码', '爱喝茶', '有小朋友'],
    daysAgo: 176,
    addWay: 1,
    state: 'store-1',
    lastWords: '净水器很好用，谢谢林晓',
  },
  {
    who: 'chenGuodong',
    name: '老陈钓鱼',
    gender: 1,
    rep: 'rep.lin',
    remark: '陈国栋',
    mobile: '13900000002',
    tags: ['普通', '爱喝茶'],
    daysAgo: 130,
  },
  {
    who: 'wangFang',
    name: 'Fangfang🌸',
    gender: 2,
    rep: 'rep.lin',
    remark: '王芳',
    mobile: '13900000003',
    tags: ['普通', '爱下厨'],
    daysAgo: 12,
    addWay: 1,
    state: 'store-1',
    lastWords: '空气炸锅第一次用要注意什么？',
  },
  {
    who: 'liuYang',
    name: '阳光正好',
    gender: 1,
    rep: 'rep.gao',
    remark: '刘洋',
    mobile: '13900000004',
    tags: ['普通', '展会'],
    daysAgo: 9,
    addWay: 1,
    state: 'expo',
  },
  {
    who: 'sunLi',
    name: '莉莉',
    gender: 2,
    rep: 'rep.gao',
    remark: '孙莉',
    mobile: '13900000005',
    tags: ['普通', '爱下厨'],
    daysAgo: 40,
  },
  {
    who: 'zhaoQiang',
    name: '强哥',
    gender: 1,
    rep: 'rep.gao',
    remark: '赵强',
    mobile: '13900000006',
    tags: ['高级', '老客介绍'],
    daysAgo: 402,
    lastWords: '滤芯收到了',
  },
  {
    who: 'huangMei',
    name: '梅子酒',
    gender: 2,
    rep: 'rep.lin',
    remark: '黄梅',
    daysAgo: 3,
    addWay: 1,
    state: 'store-1',
  },
  { who: 'heTao', name: '核桃', gender: 0, rep: 'rep.gao', daysAgo: 20 },
];

/** A small believable shop: departments, reps, tags, customers. Fires nothing: it was so before the app came. */
export function seedShop(core: Core): void {
  core.state.departments.push(...departments.map((department) => ({ ...department })));
  hire(core, { repUserId: 'rep.lin', name: '林晓', departmentIds: [2], position: '导购' }, true);
  hire(core, { repUserId: 'rep.gao', name: '高远', departmentIds: [3], position: '导购' }, true);
  hire(core, { repUserId: 'rep.zhou', name: '周敏', departmentIds: [2], position: '店长' }, true);
  hire(
    core,
    { repUserId: 'fin.wu', name: '吴静', departmentIds: [4], position: '会计', visible: false, follows: false },
    true,
  );
  for (const { name, tags } of tagGroups) {
    addTags(
      core,
      name,
      tags.map((tag, order) => ({ name: tag, order: tags.length - order })),
      false,
    );
  }
  relations.forEach((sample) => befriend(core, sample));
  const kf = new KfPeople(core);
  const servicers = ['rep.lin', 'rep.gao', 'rep.zhou'];
  kf.adminAddsAccount({ openKfId: sampleKfId, name: '久伴生活馆客服', servicers }, true);
  kf.adminAllowsUpgrade(servicers);
}

function befriend(core: Core, sample: SampleRelation): void {
  const contact = putCustomer(core, {
    externalUserId: sampleIds[sample.who],
    customerName: sample.name,
    gender: sample.gender,
    unionId: `oJiuban${sampleIds[sample.who].slice(-4)}`,
  });
  const relation: Relation = {
    userid: sample.rep,
    external_userid: contact.external_userid,
    remark: sample.remark ?? '',
    description: sample.description ?? '',
    createtime: core.seconds() - sample.daysAgo * 86_400,
    tag_ids: tagIds(core, sample.tags ?? []),
    personal_tags: [],
    remark_corp_name: '',
    remark_mobiles: sample.mobile === undefined ? [] : [sample.mobile],
    oper_userid: contact.external_userid,
    add_way: sample.addWay ?? 3,
    state: sample.state ?? '',
    deleted_by_customer: false,
    half: false,
    last_chat_at: 0,
  };
  core.putRelation(relation);
  if (sample.lastWords === undefined) return;
  addToChat(core, relation, { from: 'customer', text: sample.lastWords, attachments: [], delivered: true });
}

function tagIds(core: Core, names: string[]): string[] {
  const all = core.state.tag_groups.flatMap((group) => group.tags);
  return all.filter((tag) => names.includes(tag.name)).map((tag) => tag.id);
}
