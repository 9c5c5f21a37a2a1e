import tseslint from 'typescript-eslint';

/**
 * Who may import whom (ARCHITECTURE.md). Each folder lists what it must not import; anything not listed is
 * allowed. Import circles are found by dependency-cruiser (.dependency-cruiser.cjs).
 */
const never = (group, why) => ({ group, message: why });
const restrict = (files, ...patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});
const ours = ['@haulout/*', '@haulout/*/**', 'haulout'];

/** The folders of the SDK and what each of them may import of the others. */
const sdkFolders = {
  base: [],
  encoding: ['base'],
  files: ['base', 'encoding'],
  certificate: ['base'],
  evidence: ['base', 'encoding', 'certificate'],
  contracts: [],
  chain: ['base', 'encoding', 'certificate', 'evidence', 'contracts'],
  nodes: ['base', 'encoding', 'certificate', 'evidence', 'chain'],
  client: ['base', 'encoding', 'certificate', 'evidence', 'contracts', 'chain', 'nodes'],
  flows: ['base', 'encoding', 'chain', 'nodes', 'client'],
  sealed: ['base', 'encoding', 'client'],
  operator: ['base', 'encoding', 'certificate', 'evidence', 'contracts', 'chain'],
  watch: ['base', 'encoding', 'certificate', 'evidence', 'contracts', 'chain'],
  history: ['base', 'encoding', 'certificate', 'evidence', 'contracts', 'chain', 'watch'],
};
const pure = ['base', 'encoding', 'certificate', 'evidence'];
const sdkRules = Object.entries(sdkFolders).map(([folder, allowed]) => {
  const others = Object.keys(sdkFolders).filter((other) => other !== folder && !allowed.includes(other));
  // BLS signatures are those of certificates, and of no other folder.
  const bls = folder === 'certificate' ? ['!@haulout/bls'] : [];
  const why = `${folder} imports ${allowed.length === 0 ? 'nothing of ours' : `only ${allowed.join(', ')}`}`;
  const io = pure.includes(folder) ? [never(['node:*', 'fs', 'path', 'http'], 'is pure: no I/O')] : [];
  return restrict(
    [`sdk/src/${folder}/**`],
    never([...ours, ...bls, ...others.map((other) => `**/${other}/**`)], why),
    ...io,
  );
});

/** Where the bounds on functions do not hold, and why. */
const exempt = [
  {
    // Inner loops over bytes and words: an object for each call would be made millions of times.
    files: [
      ...['columns', 'transform', 'words', 'reed-solomon', 'expand', 'merkle', 'core/*'].map(
        (name) => `sdk/src/encoding/**/${name}.ts`,
      ),
      'sdk/assembly/*.ts',
    ],
    rules: { 'max-params': 'off' },
  },
  {
    // The hot paths of the virtual machine: one call for each instruction or value.
    files: ['devnet/src/vm/**'],
    rules: { 'max-params': 'off' },
  },
  {
    // A `describe` is as long as its tests; small worlds of tests are built by position.
    files: ['test/**'],
    rules: { 'max-params': 'off', 'max-lines-per-function': 'off' },
  },
];

export default tseslint.config(
  {
    ignores: [
      ...['**/dist/**', '**/node_modules/**', '**/build/**', 'api/**'],
      ...['sdk/src/contracts/generated/**', 'sdk/src/encoding/core/module.ts'],
    ],
  },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-params': ['error', 3],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['cli/src/**', 'scripts/**', 'examples/**', '**/*.mjs', '**/*.js'],
    rules: { 'no-console': 'off' },
  },
  ...exempt,
  ...sdkRules,
  restrict(['bls/src/**'], never(ours, 'bls imports nothing of ours')),
  restrict(
    ['node/src/**'],
    never(['@haulout/devnet', '@haulout/devnet/**', 'haulout'], 'node imports sdk, never devnet'),
  ),
  restrict(
    ['gateway/src/**'],
    never(['@haulout/devnet', '@haulout/devnet/**', 'haulout'], 'gateway imports sdk, never devnet'),
    { regex: '^@haulout/node$', message: 'of node, gateway imports what every API has: @haulout/node/http' },
  ),
  restrict(
    ['devnet/src/**'],
    never(
      ['@haulout/sdk', '@haulout/sdk/**', '@haulout/node', 'haulout'],
      'devnet is a Sui: it knows no Walrus',
    ),
  ),
);
