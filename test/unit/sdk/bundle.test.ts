/** What a browser gets of the SDK: none of it needs Node. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'vitest';
import { bundleForBrowsers } from '../../support/browser-bundle.js';

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
