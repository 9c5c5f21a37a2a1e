import tseslint from 'typescript-eslint';

/**
 * Who may import whom (ARCHITECTURE.md). Each house folder lists what it must not import; anything not
 * listed is allowed.
 */
const never = (group, why) => ({ group, message: why });
const restrict = (files, ...patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});
const ours = ['@haulout/*', '@haulout/*/**', 'haulout'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/build/**', 'sdk/src/contracts/generated/**'] },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['cli/src/**', 'scripts/**', 'test/e2e/readme-example.ts', 'test/docs/**', '**/*.mjs', '**/*.js'],
    rules: { 'no-console': 'off' },
  },
  restrict(
    ['sdk/src/encoding/**'],
    never(
      [...ours, '**/certificate/**', '**/contracts/**', '**/client/**', '**/operator/**', '**/watch/**'],
      'imports nothing of ours',
    ),
    never(['node:*', 'fs', 'path', 'http'], 'is pure: no I/O'),
  ),
  restrict(
    ['sdk/src/certificate/**'],
    never(
      [...ours, '**/encoding/**', '**/contracts/**', '**/client/**', '**/operator/**', '**/watch/**'],
      'imports nothing of ours',
    ),
    never(['node:*', 'fs', 'path', 'http'], 'is pure: no I/O'),
  ),
  restrict(
    ['sdk/src/contracts/**'],
    never(
      [...ours, '**/encoding/**', '**/certificate/**', '**/client/**', '**/operator/**', '**/watch/**'],
      'contracts imports only @mysten packages',
    ),
  ),
  restrict(
    ['sdk/src/client/**'],
    never([...ours, '**/operator/**', '**/watch/**'], 'client imports encoding, certificate, contracts'),
  ),
  restrict(
    ['sdk/src/operator/**'],
    never([...ours, '**/client/**', '**/watch/**'], 'operator imports encoding, certificate, contracts'),
  ),
  restrict(
    ['sdk/src/watch/**'],
    never([...ours, '**/client/**', '**/operator/**'], 'watch imports encoding, certificate, contracts'),
  ),
  restrict(
    ['node/src/**'],
    never(['@haulout/devnet', '@haulout/devnet/**', 'haulout'], 'node imports sdk, never devnet'),
  ),
  restrict(
    ['devnet/src/**'],
    never(
      ['@haulout/sdk', '@haulout/sdk/**', '@haulout/node', 'haulout'],
      'devnet is a Sui: it knows no Walrus',
    ),
  ),
);
