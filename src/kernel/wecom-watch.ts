import type { Instant } from './ports';

/** What this process has called of one of WeCom's APIs, against what WeCom allows it. */
export interface ApiUsage {
  /** E.g. `/cgi-bin/externalcontact/get`. */
  path: string;
  /** Calls in the last minute and in the last hour. */
  minute: number;
  hour: number;
  limits: { perMinute: number; perHour: number };
}

/** A refusal that no repeating mends but a person can. */
export interface WecomAlarm {
  path: string;
  errcode: number;
  message: string;
  /** WeCom takes a text for spam; else the set-up is wrong. */
  isContent: boolean;
  /** When it was heard last. */
  at: Instant;
}

/** How this process gets on with WeCom. */
export interface WecomWatch {
  usage(): ApiUsage[];
  /** The last of each kind since the process started, newest first. */
  alarms(): WecomAlarm[];
}
