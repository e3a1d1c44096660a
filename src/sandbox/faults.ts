/** What goes wrong with a call of one API. Several may be set at once. */
export interface ApiFault {
  /** Waits before anything is applied. */
  delayMs?: number;
  /** Refuses with this errcode; nothing is applied. */
  errcode?: number;
  /** Answers this HTTP status; nothing is applied. */
  httpStatus?: number;
  /** Cuts the connection without an answer, before or after the call is applied. */
  dropAnswer?: 'before' | 'after';
  /** add_msg_template only: these customers come back in fail_list. */
  failList?: string[];
  /** kf/send_msg only: taken, and then not delivered, for this fail_type. */
  kfFailType?: number;
  /** For so many calls; unset: until cleared. */
  times?: number;
  /** Lets so many calls pass unharmed first. */
  afterCalls?: number;
}

/** What goes wrong with callbacks on their way to the app. */
export interface CallbackFaults {
  /** Extra copies of every event: the same plaintext, encrypted anew. */
  duplicate: number;
  /** Keeps events back until `release`. */
  hold: boolean;
  /** Gathers events and delivers them last first. */
  reorder: boolean;
  /** Loses the next so many events for good. */
  drop: number;
}

const noCallbackFaults: CallbackFaults = { duplicate: 0, hold: false, reorder: false, drop: 0 };

/** Faults on demand, per API path (`message/send`) or `*` for all. */
export class Faults {
  /** `refuse`: connections are cut at once; `hang`: nothing is ever answered. */
  down: false | 'refuse' | 'hang' = false;
  /** From this many calls of one path on: 45009 (by path). */
  readonly quota = new Map<string, number>();
  readonly callbacks: CallbackFaults = { ...noCallbackFaults };
  private byPath = new Map<string, ApiFault>();

  set(path: string, fault: ApiFault): void {
    this.byPath.set(path, { ...fault });
  }

  /** Ends the faults of one path, or all faults there are. */
  clear(path?: string): void {
    if (path !== undefined) {
      this.byPath.delete(path);
      this.quota.delete(path);
      return;
    }
    this.byPath.clear();
    this.quota.clear();
    this.down = false;
    Object.assign(this.callbacks, noCallbackFaults);
  }

  list(): Record<string, ApiFault> {
    return Object.fromEntries(this.byPath);
  }

  /** The fault that this call meets; counts it down. */
  take(path: string): ApiFault {
    const key = this.byPath.has(path) ? path : '*';
    const fault = this.byPath.get(key);
    if (!fault) return {};
    if (fault.afterCalls !== undefined && fault.afterCalls > 0) {
      fault.afterCalls -= 1;
      return {};
    }
    if (fault.times !== undefined) {
      fault.times -= 1;
      if (fault.times <= 0) this.byPath.delete(key);
    }
    return fault;
  }
}
