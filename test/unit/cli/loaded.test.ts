/** What a command loads before it does anything: most of the time that a short one takes. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Files that Node loads at once with some of ours; not what is imported when it is needed. */
async function loadedWith(...entries: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    ...{ absWorkingDir: root, entryPoints: [...entries], outdir: 'nowhere', write: false, metafile: true },
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', logLevel: 'silent' },
    conditions: ['@haulout/source'],
    external: ['mcl-wasm', '@zktx.io/*', 'classic-level', 'fastify', 'pino', 'pino-pretty'],
  });
  const loaded = new Set(entries);
  // What is added on the way is gone through as well.
  for (const file of loaded)
    for (const { path, kind, external } of metafile.inputs[file]!.imports)
      if (kind !== 'dynamic-import' && external !== true) loaded.add(path);
  return [...loaded];
}

describe('a command loads', () => {
  it('nothing that knows of blobs before it knows which one it is', async () => {
    const loaded = await loadedWith('cli/src/main.ts');
    assert.deepEqual(
      loaded.filter((file) => /^(sdk\/src\/(?!base\/)|(node|gateway|devnet|move|bls)\/)/.test(file)),
      [],
    );
  });

  it('no client of a network to look at the settings of whoever calls it', async () => {
    const loaded = await loadedWith('cli/src/context/command.ts');
    assert.deepEqual(
      loaded.filter((file) => /^(sdk\/src\/(?!base\/)|node_modules\/@mysten\/sui\/dist\/grpc)/.test(file)),
      [],
    );
  });

  it('no compiler, no Sui and no node when it asks others', async () => {
    for (const command of ['info/command', 'blobs/status', 'blobs/list', 'blobs/read', 'committee/command']) {
      const loaded = await loadedWith(`cli/src/${command}.ts`);
      assert.ok(loaded.includes('sdk/src/client/index.ts'), 'it does load something');
      assert.deepEqual(
        loaded.filter((file) => /^(devnet|node|gateway)\//.test(file)),
        [],
        command,
      );
    }
  });
});
