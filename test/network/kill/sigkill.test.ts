/** The whole of it in one process that is killed by the system: client, nodes on LevelDB, and devnet. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Network } from 'haulout';
import { HauloutError } from '@haulout/sdk/client';
import { blobIdToString } from '@haulout/sdk/encoding';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { startChild } from '../../support/child.js';

const root = mkdtempSync(join(tmpdir(), 'haulout-sigkill-'));
const folder = join(root, 'network');
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a store of the bytes with this seed in a child, which is killed when the phase begins. */
async function killDuring(phase: string, seed: number): Promise<void> {
  const child = startChild(new URL('./child-network.ts', import.meta.url), folder, String(seed));
  const exit = once(child, 'exit');
  child.on('message', (reached) => {
    if (reached === phase) child.kill('SIGKILL');
  });
  const [, signal] = (await exit) as [unknown, string | null];
  assert.equal(signal, 'SIGKILL', `the child came to '${phase}'`);
}

async function walOf({ client, wallet, deployment }: Network): Promise<bigint> {
  const { walType: coinType } = deployment;
  const { balance } = await client.core.getBalance({ owner: wallet.toSuiAddress(), coinType });
  return BigInt(balance.balance);
}

describe('a process that is killed with a whole network in it', () => {
  let held: bigint;
  beforeAll(async () => {
    const network = await openGoldenNetwork({ folder, nodes: 4, shards: 10 });
    held = await walOf(network);
    await network.stop();
  });

  for (const [seed, phase] of ['uploading', 'certifying'].entries()) {
    it(`while ${phase} leaves a blob that the next process completes, paid once`, async () => {
      const bytes = seededBytes(300, seed);
      await killDuring(phase, seed);
      const network = await Network.start({ folder });
      try {
        const { haulout } = network.client;
        const blobId = blobIdToString((await haulout.encode({ bytes })).blobId);
        try {
          assert.deepEqual(await haulout.read({ blobId }), bytes);
        } catch (error) {
          const codes = ['BLOB_NOT_FOUND', 'BLOB_NOT_CERTIFIED'];
          assert.ok(error instanceof HauloutError && codes.includes(error.code), String(error));
        }
        const stored = await haulout.store({
          bytes,
          epochs: 2,
          deletable: true,
          signer: network.wallet,
          reuse: 'certified',
        });
        assert.equal(stored.cost.total, 0n, 'the first process had paid');
        assert.deepEqual(await haulout.read({ blobId }), bytes);
        const { total } = await haulout.storageCost({ bytes: bytes.length, epochs: 2 });
        const now = await walOf(network);
        assert.equal(held - now, total);
        held = now;
      } finally {
        await network.stop();
      }
    });
  }
});
