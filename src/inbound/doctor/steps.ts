import { WecomError } from '../../kernel/errors';
import { checkCallback } from './callback-check';
import { Failed, type Patient, type Step, type Words } from './step';

const farthestMs = 60_000;
const notTrusted = 60020;

/** In the order in which a real set-up must be done; a later step needs the earlier ones. */
export const steps: readonly Step[] = [
  {
    name: 'credentials',
    title: { en: 'credentials', zh: '应用凭证' },
    mend: {
      en: 'set WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN and WECOM_ENCODING_AES_KEY',
      zh: '企业微信管理后台 → 应用管理 → 自建应用 里创建应用，把企业 ID、AgentId、Secret、Token、EncodingAESKey 填进服务器的 WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_SECRET、WECOM_TOKEN、WECOM_ENCODING_AES_KEY，然后重启',
    },
    check: async ({ isSandbox, credentials: { corpId, agentId } }) => {
      if (!isSandbox) return { en: `corp ${corpId}, app ${agentId}`, zh: `企业 ${corpId}，应用 ${agentId}` };
      throw new Failed({
        en: 'no WECOM_* credentials are set: this is sandbox mode',
        zh: '还没有填企业微信的凭证，现在是沙箱模式，下面检查的是沙箱',
      });
    },
  },
  {
    name: 'clock',
    title: { en: 'clock', zh: '服务器时钟' },
    mend: { en: 'turn on time synchronisation (NTP) on this server', zh: '在服务器上打开时间同步（NTP）' },
    check: checkClock,
  },
  {
    name: 'public-address',
    title: { en: 'public address', zh: '公网地址' },
    mend: {
      en: 'set PUBLIC_URL to the https address at which WeCom and the reps’ phones reach this server',
      zh: '把 PUBLIC_URL 设成企业微信和导购手机都能访问的 https 地址',
    },
    check: async ({ publicUrl }) => {
      if (publicUrl.startsWith('https://')) return { en: publicUrl, zh: publicUrl };
      throw new Failed({ en: `PUBLIC_URL is ${publicUrl}`, zh: `现在的地址是 ${publicUrl}，不是 https` });
    },
  },
  {
    name: 'callback',
    title: { en: 'callback', zh: '接收消息' },
    mend: {
      en: 'start the server, then save the callback URL, Token and EncodingAESKey in the app’s 接收消息 settings',
      zh: '先启动服务，再到应用的「接收消息」里保存 URL（公网地址后面加 /wecom/callback）、Token 和 EncodingAESKey，并勾选「外部联系人变更回调」',
    },
    check: checkCallback,
  },
  {
    name: 'secret',
    title: { en: 'secret', zh: '应用密钥' },
    mend: {
      en: '40001: copy the app’s Secret again, restart, and do not repeat a wrong one: WeCom bans the address',
      zh: '40001 表示 Secret 不对：到应用详情里重新复制，重启服务。不要反复试错，企业微信会暂时封禁这台服务器的地址',
    },
    check: checkSecret,
  },
  {
    name: 'trusted-address',
    title: { en: 'trusted address', zh: '企业可信 IP' },
    mend: {
      en: '60020: add this server’s egress IP under 企业可信IP, then wait a minute',
      zh: '60020 表示这台服务器不在可信名单里：应用详情 → 企业可信IP，填上服务器的出口 IP，约一分钟后生效',
    },
    check: async ({ wecom }) => {
      const { name, closed } = await wecom.getAgent();
      if (!closed) return { en: `app ${name}`, zh: `应用「${name}」可以调用` };
      throw new Failed({
        en: 'the app is switched off: 管理后台 → 应用管理 → 启用',
        zh: `应用「${name}」被停用了：管理后台 → 应用管理 → 启用`,
      });
    },
  },
  {
    name: 'visible-range',
    title: { en: 'visible range', zh: '可见范围' },
    mend: {
      en: 'add the reps or their departments to the app’s 可见范围',
      zh: '应用详情 → 可见范围，加上导购或他们的部门',
    },
    check: async ({ wecom }) => {
      const { length } = await wecom.listReps();
      if (length > 0) return { en: `${length} members`, zh: `应用能看到 ${length} 位成员` };
      throw new Failed({ en: 'the app sees no member', zh: '应用一位成员都看不到' });
    },
  },
  {
    name: 'customer-contact',
    title: { en: 'customer contact', zh: '客户联系' },
    mend: {
      en: '管理后台 → 客户与上下游 → 客户联系 → 可调用接口的应用: add this app; 使用范围: add the reps',
      zh: '管理后台 → 客户与上下游 → 客户联系：「可调用接口的应用」里加上本应用，「使用范围」里加上导购',
    },
    check: async ({ wecom }) => {
      const { length } = await wecom.listFollowReps();
      if (length > 0) return { en: `${length} members may contact customers`, zh: `${length} 位成员可以联系客户` };
      throw new Failed({ en: 'no visible member may contact customers', zh: '可见范围里没有人有客户联系权限' });
    },
  },
  {
    name: 'customers',
    title: { en: 'customers', zh: '客户数据' },
    mend: {
      en: '84061 is normal for a rep without customers; else check that the app may read customer data',
      zh: '84061 表示这位导购还没有客户，可以忽略；否则检查应用有没有读取客户资料的权限',
    },
    check: async ({ wecom }) => {
      const [first = ''] = await wecom.listFollowReps();
      const { length } = await wecom.listCustomerIds(first);
      return { en: `the first rep has ${length} customers`, zh: `${first} 有 ${length} 位客户` };
    },
  },
];

async function checkClock({ clock, isClockMoved, wecomUrl, probe }: Patient): Promise<Words> {
  if (isClockMoved) return { en: 'the clock is moved by hand: not compared', zh: '时钟是人为设定的，不做比较' };
  const { at } = await probe(wecomUrl);
  if (at === null) return { en: 'WeCom told no time', zh: '企业微信没有返回时间，无法比较' };
  const seconds = Math.round(Math.abs(clock.now() - at) / 1000);
  if (seconds * 1000 <= farthestMs) return { en: `${seconds} s from WeCom’s`, zh: `与企业微信相差 ${seconds} 秒` };
  throw new Failed({ en: `${seconds} s from WeCom’s`, zh: `与企业微信相差 ${seconds} 秒，签名和定时都会出错` });
}

/** A token was given, whatever WeCom says of our address. */
async function checkSecret({ wecom }: Patient): Promise<Words> {
  await wecom.getAgent().catch((error: unknown) => {
    if (!(error instanceof WecomError && error.errcode === notTrusted)) throw error;
  });
  return { en: 'WeCom knows the app', zh: '企业微信认得这个应用' };
}
