import { CareError, WecomError } from '../../kernel/errors';
import type { App } from '../compose';
import type { Config } from '../config';
import type { Command } from './command';

interface Step {
  name: string;
  /** What to do when it fails. */
  mend: string;
  check(app: App, config: Config): Promise<string>;
}

/** In the order in which a real set-up must be done; a later step needs the earlier ones. */
const steps: Step[] = [
  {
    name: 'credentials',
    mend: 'set WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN and WECOM_ENCODING_AES_KEY',
    check: async (_, config) => {
      if (!config.wecom) throw new CareError('sandbox', 'no WECOM_* credentials are set: this is sandbox mode');
      return `corp ${config.wecom.corpId}, app ${config.wecom.agentId}`;
    },
  },
  {
    name: 'public address',
    mend: 'set PUBLIC_URL to the https address at which WeCom and the reps’ phones reach this server',
    check: async (_, { publicUrl }) => {
      if (!publicUrl.startsWith('https://')) throw new CareError('not_https', `PUBLIC_URL is ${publicUrl}`);
      return publicUrl;
    },
  },
  {
    name: 'secret and trusted address',
    mend: '40001: copy the app’s Secret again · 60020: add this server’s egress IP under 企业可信IP, then wait a minute',
    check: async ({ features }) => {
      const agent = await features.wecom.getAgent();
      if (agent.closed) throw new CareError('app_closed', 'the app is switched off: 管理后台 → 应用管理 → 启用');
      return `app ${agent.name}`;
    },
  },
  {
    name: 'callback',
    mend: 'start the server, then save the callback URL, Token and EncodingAESKey in the app’s 接收消息 settings',
    check: async (_, { publicUrl }) => {
      const answer = await fetch(`${publicUrl}/wecom/callback`, { signal: AbortSignal.timeout(5_000) });
      if (answer.status !== 400) {
        throw new CareError(
          'callback',
          `${publicUrl}/wecom/callback answers ${answer.status}, a running server answers 400`,
        );
      }
      return `${publicUrl}/wecom/callback is reached`;
    },
  },
  {
    name: 'visible range',
    mend: 'add the reps or their departments to the app’s 可见范围',
    check: async ({ features }) => {
      const reps = await features.wecom.listReps();
      if (reps.length === 0) throw new CareError('no_reps', 'the app sees no member');
      return `${reps.length} members`;
    },
  },
  {
    name: 'customer contact',
    mend: '管理后台 → 客户与上下游 → 客户联系 → 可调用接口的应用: add this app; 使用范围: add the reps',
    check: async ({ features }) => {
      const reps = await features.wecom.listFollowReps();
      if (reps.length === 0) throw new CareError('no_follow_reps', 'no visible member may contact customers');
      return `${reps.length} members may contact customers`;
    },
  },
  {
    name: 'customers',
    mend: '84061 is normal for a rep without customers; else check that the app may read customer data',
    check: async ({ features }) => {
      const [first = ''] = await features.wecom.listFollowReps();
      const customers = await features.wecom.listCustomerIds(first);
      return `the first rep has ${customers.length} customers`;
    },
  },
];

export const doctor: Command = {
  usage: 'doctor',
  does: 'checks a real WeCom set-up step by step, in the order that it must be done, with the fix for each failure',
  async run({ config, open, say }) {
    const app = await open();
    let failed = 0;
    for (const step of steps) {
      try {
        say(`ok    ${step.name}: ${await step.check(app, config)}`);
      } catch (error) {
        failed += 1;
        const what = error instanceof WecomError ? `errcode ${error.errcode}: ${error.message}` : String(error);
        say(`FAIL  ${step.name}: ${what}`);
        say(`      mend: ${step.mend}`);
        if (step.name === 'credentials') break;
      }
    }
    if (failed > 0) throw new CareError('doctor', `${failed} step(s) failed; mend the first one first`);
  },
};
