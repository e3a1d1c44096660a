const base = {
  testEnvironment: 'node',
  transform: { '^.+\\.tsx?$': '@swc/jest' },
  roots: ['<rootDir>/tests'],
  setupFiles: ['reflect-metadata'],
};

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
    { ...base, displayName: 'services', testMatch: ['**/*.services.test.ts'] },
    { ...base, displayName: 'browser', testMatch: ['**/*.browser.test.ts'] },
  ],
};
