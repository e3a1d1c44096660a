// Opens the database of its argument as a server does at start, and ends.
require('../../support/typescript.cjs');
const { openDatabase } = require('../../../src/outbound/database/open-database.ts');

openDatabase(process.argv[2])
  .then((dataSource) => dataSource.destroy())
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  });
