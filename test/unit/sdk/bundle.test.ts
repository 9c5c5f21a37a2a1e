/** What a browser gets of the SDK: none of it needs Node. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { test } from 'vitest';
import { bundleForBrowsers, firstLoad } from '../../support/browser-bundle.js';

/** Roles of the SDK that there are; `files` is for Node. */
const roles = readdirSync(new URL('../../../sdk/src', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'files')
  .map(({ name }) => name);

for (const role of roles) {
  test(`@haulout/sdk/${role} can be bundled for browsers: no built-in module of Node is in it`, async () => {
    const { imports, inputs } = await bundleForBrowsers(`export * from '@haulout/sdk/${role}';`);
    assert.deepEqual(imports, []);
    assert.ok(inputs.some((file) => file.startsWith(`sdk/src/${role}/`)));
    assert.ok(!inputs.some((file) => /^(devnet|node|cli)\//.test(file)));
  });
}

test('the bundler would find a built-in module of Node', async () => {
  const { imports } = await bundleForBrowsers(
    `export { readFile } from 'node:fs'; export { join } from 'path';`,
  );
  assert.deepEqual([...imports].sort(), ['node:fs', 'path']);
});

/** Bytes of all the files that a page with this script loads before it can start, compressed. */
async function firstLoadBytes(source: string): Promise<number> {
  const files = await firstLoad(source);
  return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
}

test('a page that stores and reads loads no more than 140 kB, compressed', async () => {
  const bytes = await firstLoadBytes(`export { haulout } from '@haulout/sdk/client';`);
  assert.ok(bytes > 50_000 && bytes <= 140_000, `it loads ${bytes} bytes`);
});

test('the words of the contracts are loaded when they are needed, and not before', async () => {
  const has = (file: Uint8Array) => /changed owners without need/.test(new TextDecoder().decode(file));
  const first = await firstLoad(`export { haulout } from '@haulout/sdk/client';`);
  assert.ok(!first.some(has));
  assert.ok((await firstLoad(`export { explainAbort } from '@haulout/sdk/contracts';`)).some(has));
});
