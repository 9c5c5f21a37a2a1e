import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { blobIdToString, encodeBlob } from '@haulout/sdk/encoding';
import { NotEnoughSlivers } from '@haulout/sdk/client';
import { readFrom, type ReadTarget } from '@haulout/sdk/nodes';
import { EPOCH, MemoryNetwork } from './memory-network.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

/**
 * A network that has a blob certified in `EPOCH`, and the epochs of the committees that a read of it asks.
 */
async function world(epoch: number, isMoving = true) {
  const timers = new VirtualTimers();
  const network = new MemoryNetwork(timers, [1, 1, 1, 1]);
  const blob = await encodeBlob(Uint8Array.of(1, 2, 3), { nShards: 4 });
  await network.place(blob);
  const current = { ...network.committee, epoch };
  const previous = isMoving ? { ...network.committee, epoch: epoch - 1 } : undefined;
  const blobId = blobIdToString(blob.blobId);
  const read = async (failures: readonly Error[] = [], options: Partial<ReadTarget> = {}) => {
    const asked: { epoch: number; asks: boolean }[] = [];
    const left = [...failures];
    const reading = readFrom(
      network,
      { current, previous },
      {
        target: { blobId, ...options } as ReadTarget,
        async read(_network, committee, { requireCertified = true }) {
          asked.push({ epoch: committee.epoch, asks: requireCertified });
          const failure = left.shift();
          if (failure) throw failure;
        },
      },
    );
    const error = await timers.finish(
      reading.then(
        () => undefined,
        (reason: unknown) => reason,
      ),
    );
    return { asked, error };
  };
  return { network, read };
}
const LACKING = new NotEnoughSlivers('a blob', { got: 1, needed: 2 }, []);

describe('R5: a reader asks the committee that has the blob', () => {
  it('which is the current one while no shards are on the move, and that has to be asked whether it is certified', async () => {
    const { read } = await world(EPOCH + 1, false);
    assert.deepEqual(await read(), { asked: [{ epoch: EPOCH + 1, asks: true }], error: undefined });
    const { asked, error } = await read([LACKING]);
    assert.equal(asked.length, 1);
    assert.equal(error, LACKING);
  });

  it('which is the one before for blobs certified earlier, and the new one for those certified since', async () => {
    const old = await world(EPOCH + 1);
    assert.deepEqual((await old.read()).asked, [{ epoch: EPOCH, asks: false }]);
    const fresh = await world(EPOCH);
    assert.deepEqual((await fresh.read()).asked, [{ epoch: EPOCH, asks: false }]);
  });

  it('and the other one when that does not deliver, but not when it gives a verdict', async () => {
    for (const epoch of [EPOCH, EPOCH + 1]) {
      const { read } = await world(epoch);
      const { asked, error } = await read([LACKING]);
      assert.deepEqual(
        asked.map((it) => it.epoch),
        epoch === EPOCH ? [EPOCH, EPOCH - 1] : [EPOCH, EPOCH + 1],
      );
      assert.equal(error, undefined);
      const verdict = new Error('badly encoded');
      const judged = await read([verdict]);
      assert.deepEqual([judged.asked.length, judged.error], [1, verdict]);
    }
  });

  it('whose word on the certificate is asked first, unless the reader does without', async () => {
    const { network, read } = await world(EPOCH + 1);
    network.certified = false;
    const { asked, error } = await read();
    assert.deepEqual(asked, []);
    assert.equal((error as { code?: string }).code, 'BLOB_NOT_CERTIFIED');
    assert.deepEqual((await read([], { requireCertified: false })).asked, [{ epoch: EPOCH, asks: false }]);
  });
});
