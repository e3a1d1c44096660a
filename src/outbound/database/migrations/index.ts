import { FirstSchema1782000000000 } from './1782000000000-first-schema';

/** In order; never edited once landed. */
export const migrations = [FirstSchema1782000000000];
