/** Modules get the address of their package when it is published, without being read again. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { compilePackage } from '@haulout/devnet/compiler';
import { normalizeAddress, readModule } from '@haulout/devnet/vm';
import { readModules, withSelfAddress } from '../../../../devnet/src/ledger/packages.js';
import { moduleOf } from '../../../../devnet/src/vm/bytecode/known-modules.js';
import { moveFolder, SOMEWHERE } from '../../../support/move-packages.js';

test('a module at its address is what its bytes say there', async () => {
  const { modules } = await compilePackage(
    { directory: moveFolder('walrus_core') },
    { published: SOMEWHERE },
  );
  assert.ok(modules.length > 10);
  const files = readModules(modules.map(({ bytecode }) => bytecode));
  for (const { bytes, module } of withSelfAddress(files, SOMEWHERE.walrus_core)) {
    assert.equal(module.self.address, SOMEWHERE.walrus_core);
    assert.deepEqual(module, readModule(bytes));
    assert.equal(moduleOf(bytes.slice()), module);
  }
});

test('a module that names the address of its package already is refused, as its bytes are', async () => {
  const { modules } = await compilePackage(
    { directory: moveFolder('walrus_core') },
    { published: SOMEWHERE },
  );
  const files = readModules(modules.map(({ bytecode }) => bytecode));
  const sui = normalizeAddress('0x2');
  const file = files.find(({ module }) => module.addresses.includes(sui))!;
  assert.throws(() => withSelfAddress([file], sui), { code: 'MALFORMED_BYTECODE' });
});
