import { type Logger, destination, pino } from 'pino';

/** JSON lines to standard output, or to another descriptor. Callers log ids, counts and codes: never tokens, phone numbers or message texts. */
export function createLogger(level: string, descriptor = 1): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['*.access_token', '*.secret', '*.mobile', '*.text', '*.body'], censor: '[kept out]' },
    },
    destination({ dest: descriptor, sync: false }),
  );
}
