/** What a client says when it cannot reach the chain, and when it can and the chain has nothing. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Devnet } from '@haulout/devnet';
import { haulout } from '@haulout/sdk/client';

test('a chain that cannot be reached is not a chain without the contracts', async () => {
  const devnet = await Devnet.start();
  const client = devnet.client.$extend(haulout({ systemObjectId: '0x77', stakingObjectId: '0x78' })).haulout;
  await assert.rejects(client.systemState(), { name: 'ChainStateMissing', code: 'CHAIN_STATE_MISSING' });
  // Packages are objects without contents: it is the id that is wrong, and not the full node.
  const missing = { code: 'CHAIN_STATE_MISSING', values: { blobObjectId: '0x2' } };
  await assert.rejects(client.blobs.get({ blobObjectId: '0x2' }), missing);
  devnet.stop();
  await assert.rejects(client.systemState(), { name: 'ChainUnreachable', code: 'CHAIN_UNREACHABLE' });
});
