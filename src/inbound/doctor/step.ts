import type { Clock, WecomPlatform } from '../../kernel/ports';
import type { CallbackCredentials } from '../callback/crypto';

/** For the command line, and for the console. */
export interface Words {
  en: string;
  zh: string;
}

/** What one GET found. */
export interface Probe {
  status: number;
  text: string;
  /** The other side's clock; null: it tells none. */
  at: number | null;
}

/** What the checks look at. */
export interface Patient {
  wecom: Pick<WecomPlatform, 'getAgent' | 'listReps' | 'listFollowReps' | 'listCustomerIds'>;
  credentials: CallbackCredentials & { agentId: number };
  /** No WECOM_* is set: the sandbox stands in. */
  isSandbox: boolean;
  publicUrl: string;
  wecomUrl: string;
  clock: Clock;
  /** The sandbox's, or set by CLOCK_START: it is not meant to be right. */
  isClockMoved: boolean;
  probe: (url: string) => Promise<Probe>;
}

/** A step fails with words of its own; what WeCom refuses is told by the doctor. */
export class Failed extends Error {
  constructor(readonly words: Words) {
    super(words.en);
  }
}

export interface Step {
  name: string;
  title: Words;
  /** What to do when it fails. */
  mend: Words;
  /** What was found. @throws Failed, WecomError */
  check: (patient: Patient) => Promise<Words>;
}
