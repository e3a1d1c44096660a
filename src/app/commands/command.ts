import type { App } from '../compose';
import type { Config } from '../config';

/** What a command of the command line works with. */
export interface CommandContext {
  config: Config;
  args: string[];
  /** Builds the application on the database, without starting it. */
  open: () => Promise<App>;
  /** Builds it with a WeCom to talk to; refuses, with the mend, where there is none. */
  openWithWecom: () => Promise<App>;
  say: (line: string) => void;
  /** Progress of long work, on stderr; overwritten in place on a terminal. */
  progress: (line: string) => void;
}

export interface Command {
  usage: string;
  does: string;
  run(context: CommandContext): Promise<void>;
}
