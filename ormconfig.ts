import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { isSqliteUrl, mysqlOptions, sqliteOptions, sqlitePath } from './src/outbound/database/options';

const url = process.env.DATABASE_URL ?? 'sqlite:./data/jiuban.sqlite';

/** For TypeORM's own command line, e.g. `npx typeorm migration:show -d dist/ormconfig.js`. */
export default new DataSource(isSqliteUrl(url) ? sqliteOptions(sqlitePath(url)) : mysqlOptions(url, 'mariadb'));
