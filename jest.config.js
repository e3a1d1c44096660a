const base = {
  testEnvironment: 'node',
  transform: { '^.+\\.tsx?$': '@swc/jest' },
  roots: ['<rootDir>/tests'],
  setupFiles: ['reflect-metadata'],
};

/** Suites that touch storage or jobs: `npm test` runs them on SQLite, `npm run test:services` on MySQL/MariaDB and Redis. */
const suitesOfStorage = [
  '**/outbound/database/*.test.ts',
  '**/inbound/{api,callback,console,files,jobs,sidebar,tasks}/*.test.ts',
  '**/features/{access,commerce,contacts,conversations,outreach,planning,profiles}/*.test.ts',
  '**/features/templates/template-shelf.test.ts',
  '**/story/first-days.test.ts',
];

/** Of those folders, what is arithmetic on any engine. */
const notOfStorage = [
  'callback/(crypto|parse-event|xml)',
  'jobs/daily-ticks',
  'access/network',
  'conversations/rep-words',
  'planning/(called-name|decide|touch-hours|year)',
].map((name) => `/${name}\\.test\\.ts$`);

/** @type {import('jest').Config} */
module.exports = {
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      displayName: 'embedded',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['\\.services\\.test\\.ts$', '\\.browser\\.test\\.ts$'],
    },
    {
      ...base,
      displayName: 'services',
      setupFiles: [...base.setupFiles, '<rootDir>/tests/support/services-engine.ts'],
      testMatch: ['**/*.services.test.ts', ...suitesOfStorage],
      testPathIgnorePatterns: [...notOfStorage, '\\.embedded\\.test\\.ts$', '\\.browser\\.test\\.ts$'],
    },
    // Minutes long: the year by the clock.
    { ...base, displayName: 'long', testMatch: ['**/*.long.ts'] },
    { ...base, displayName: 'browser', testMatch: ['**/*.browser.test.ts'] },
  ],
};
