/** What an admin of the corp would have set, and what the platform's own limits are. */
export interface PlatformSettings {
  corpId: string;
  corpName: string;
  agentId: number;
  agentName: string;
  secret: string;
  token: string;
  encodingAesKey: string;
  /** How many mass-sends a customer may receive: as many a month as it has days, 7 a week, or 1 a day. */
  receiveLimit: 'month' | 'week' | 'day';
  /** For so long after its making, a mass-send task answers 41063. */
  dispatchMs: number;
  /** After a cancel, also the reading calls answer 41093. */
  cancelledReadsFail: boolean;
  /** Calls per API in a sliding minute and hour; beyond: 45009. */
  callsPerMinute: number;
  callsPerHour: number;
  /** kf/sync_msg looks at so many entries a page, those that it does not show among them. */
  kfPageRows: number;
  /** kf/sync_msg without a callback's token, per account. */
  kfPullsPerMinute: number;
}

export interface SandboxCredentials {
  corpId: string;
  agentId: number;
  secret: string;
  token: string;
  encodingAesKey: string;
}

/** Public, worthless values: they open nothing but a sandbox on this machine. */
export const defaultSettings: PlatformSettings = {
  corpId: 'ww5a6d62787368613031',
  corpName: '久伴生活馆',
  agentId: 1000002,
  agentName: '久伴',
  secret: 'sandbox-secret-opens-nothing-elsewhere',
  token: 'SandboxToken2027',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  receiveLimit: 'month',
  dispatchMs: 0,
  cancelledReadsFail: false,
  callsPerMinute: 10_000,
  callsPerHour: 150_000,
  kfPageRows: 1000,
  kfPullsPerMinute: 10,
};
