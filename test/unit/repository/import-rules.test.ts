import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { ESLint } from 'eslint';

const eslint = new ESLint({ cwd: fileURLToPath(new URL('../../..', import.meta.url)) });

/** Whether the linter lets a file import something. */
async function mayImport(file: string, specifier: string): Promise<boolean> {
  const [result] = await eslint.lintText(`export * from '${specifier}';\n`, { filePath: file });
  return !result!.messages.some(({ ruleId }) => ruleId === '@typescript-eslint/no-restricted-imports');
}

test('the linter holds the import rules of the house', async () => {
  const forbidden: [string, string][] = [
    ['sdk/src/encoding/x.ts', '../certificate/index.js'],
    ['sdk/src/encoding/x.ts', '../contracts/index.js'],
    ['sdk/src/encoding/x.ts', '@haulout/sdk/client'],
    ['sdk/src/encoding/x.ts', 'node:fs'],
    ['sdk/src/certificate/x.ts', '../encoding/index.js'],
    ['sdk/src/certificate/x.ts', 'node:fs'],
    ['sdk/src/encoding/x.ts', '../evidence/index.js'],
    ['sdk/src/certificate/x.ts', '../evidence/index.js'],
    ['sdk/src/evidence/x.ts', '../chain/index.js'],
    ['sdk/src/evidence/x.ts', '@haulout/bls'],
    ['sdk/src/evidence/x.ts', 'node:fs'],
    ['sdk/src/contracts/x.ts', '../encoding/index.js'],
    ['sdk/src/contracts/x.ts', '@haulout/devnet'],
    ['sdk/src/client/x.ts', '../operator/index.js'],
    ['sdk/src/client/read/x.ts', '../../watch/index.js'],
    ['sdk/src/client/x.ts', '@haulout/node'],
    ['sdk/src/operator/x.ts', '../client/index.js'],
    ['sdk/src/watch/x.ts', '../client/index.js'],
    ['sdk/src/history/x.ts', '../operator/index.js'],
    ['sdk/src/watch/x.ts', '../history/index.js'],
    ['node/src/x.ts', '@haulout/devnet'],
    ['node/src/chain/x.ts', '@haulout/devnet/ledger'],
    ['node/src/x.ts', 'haulout'],
    ['gateway/src/x.ts', '@haulout/devnet'],
    ['gateway/src/relay/x.ts', '@haulout/node'],
    ['gateway/src/x.ts', 'haulout'],
    ['devnet/src/x.ts', '@haulout/sdk/encoding'],
    ['devnet/src/vm/x.ts', '@haulout/node'],
    ['devnet/src/x.ts', 'haulout'],
  ];
  for (const [file, specifier] of forbidden) {
    assert.equal(await mayImport(file, specifier), false, `${file} may import ${specifier}`);
  }
  const allowed: [string, string][] = [
    ['sdk/src/client/read/x.ts', '../../encoding/index.js'],
    ['sdk/src/client/x.ts', '../certificate/index.js'],
    ['sdk/src/evidence/x.ts', '../certificate/index.js'],
    ['sdk/src/operator/x.ts', '../evidence/index.js'],
    ['sdk/src/client/read/x.ts', '../write/upload.js'],
    ['sdk/src/operator/x.ts', '../contracts/index.js'],
    ['sdk/src/history/x.ts', '../watch/index.js'],
    ['sdk/src/contracts/x.ts', '@mysten/sui/bcs'],
    ['node/src/chain/x.ts', '@haulout/sdk/encoding'],
    ['gateway/src/x.ts', '@haulout/node/http'],
    ['gateway/src/relay/x.ts', '@haulout/sdk/client'],
    ['cli/src/x.ts', '@haulout/devnet'],
  ];
  for (const [file, specifier] of allowed) {
    assert.equal(await mayImport(file, specifier), true, `${file} may not import ${specifier}`);
  }
});
