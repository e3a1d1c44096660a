const tseslint = require('typescript-eslint');

const ambientTime = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Inject Clock: ambient time is not testable.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Inject Clock: ambient time is not testable.',
  },
];

module.exports = tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', 'coverage/**', '*.js', '**/*.cjs', 'artefacts/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', ...ambientTime],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src/outbound/clock.ts', 'bench/**', 'tests/**'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['bench/**', 'src/app/cli/**', 'src/app/cli.ts'], rules: { 'no-console': 'off' } },
);
