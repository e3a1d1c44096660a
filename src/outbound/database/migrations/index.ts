import { FirstSchema1782000000000 } from './1782000000000-first-schema';
import { ConsoleAccess1782100000000 } from './1782100000000-console-access';

/** In order; never edited once landed. */
export const migrations = [FirstSchema1782000000000, ConsoleAccess1782100000000];
