/** Reading a whole blob with the strict check, without having it in memory. */
import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import { blobIdToString, encodeBlob, type EncodedBlob, type OpenScratch } from '@haulout/sdk/encoding';
import { openChecked, type ReadProgress } from '../../../sdk/src/client/read/read-checked.js';
import { streamChecked } from '../../../sdk/src/client/read/read-stream.js';
import { MemoryNetwork, type Behaviour } from './memory-network.js';
import { seededBytes } from '../../support/bytes.js';
import { code } from '../../support/encoded.js';
import { memoryScratch } from '../../support/memory-scratch.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

const bytes = seededBytes(50_000, 1);
let blob: EncodedBlob;
beforeAll(async () => {
  blob = await encodeBlob(bytes, { nShards: 10 });
});

/** A network that holds the blob, and ways to read it through a scratch. */
async function world(behaviours: readonly (Behaviour | undefined)[] = [], opening?: OpenScratch) {
  const timers = new VirtualTimers();
  const network = new MemoryNetwork(timers, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  await network.place(blob);
  network.behave(behaviours);
  const { open: fresh, opened } = memoryScratch();
  const scratch = opening ?? fresh;
  const blobId = blobIdToString(blob.blobId);
  const told: ReadProgress[] = [];
  const open = (signal?: AbortSignal) =>
    timers.finish(
      openChecked(network, network.committee, {
        blobId,
        scratch,
        memory: 0,
        signal,
        onProgress: (progress) => told.push(progress),
      }),
    );
  return { network, blobId, open, opened, told };
}

describe('reading through a scratch', () => {
  it('R10: gives the bytes, from whatever honest nodes there are, and asks for no more than it needs', async () => {
    const { network, open, opened, told } = await world();
    const decoded = await open();
    assert.deepEqual(await decoded.read(0, decoded.length), bytes);
    assert.equal(network.log.filter((line) => line.includes('/slivers/')).length, 4);
    await decoded.close();
    assert.ok(opened[0]!.isClosed);
    assert.deepEqual([...new Set(told.map(({ phase }) => phase))], ['fetching', 'checking']);
    for (const phase of ['fetching', 'checking']) {
      const last = told.filter((progress) => progress.phase === phase).at(-1)!;
      assert.equal(last.bytesDone, last.bytesTotal);
    }
    for (const behaviour of ['silent', 'wrong bytes', 'slow', 'flapping', 'failing'] as const) {
      const faulty = await world([behaviour, behaviour, undefined, behaviour]);
      const read = await faulty.open();
      assert.deepEqual(await read.read(0, read.length), bytes, behaviour);
    }
  });

  it('ends when the scratch fails, and closes it', async () => {
    const { open: memory, opened } = memoryScratch();
    let writes = 0;
    const failing: OpenScratch = async (size) => {
      const scratch = await memory(size);
      return {
        ...scratch,
        write: (at, some) =>
          writes++ === 2 ? Promise.reject(new Error('the disk is full')) : scratch.write(at, some),
        close: () => scratch.close(),
      };
    };
    const { open } = await world([], failing);
    await assert.rejects(open(), /the disk is full/);
    assert.ok(opened[0]!.isClosed);
  });

  it('closes the scratch when too few nodes deliver, and when it is given up', async () => {
    const refusing = await world(Array.from({ length: 7 }, () => 'wrong bytes' as const));
    await assert.rejects(refusing.open(), code('NOT_ENOUGH_SLIVERS'));
    assert.ok(refusing.opened.every(({ isClosed }) => isClosed));
    const { open, opened } = await world();
    await assert.rejects(open(AbortSignal.abort(new Error('enough'))), /enough/);
    assert.ok(opened.every(({ isClosed }) => isClosed));
  });
});

describe('the stream of a blob that is checked first', () => {
  const all = { start: 0, end: Number.MAX_SAFE_INTEGER };

  it('gives all bytes or a range, and closes the scratch at its end', async () => {
    for (const range of [all, { start: 10, end: 20 }, { start: 49_990, end: 90_000 }, { start: 5, end: 5 }]) {
      const { open, opened, blobId } = await world();
      const stream = streamChecked(open, { blobId, ...range });
      assert.equal(opened.length, 0, 'nothing is asked before it is read');
      const read = new Uint8Array(await new Response(stream).arrayBuffer());
      assert.deepEqual(read, bytes.slice(range.start, range.end));
      assert.ok(opened[0]!.isClosed);
    }
    const { open, opened, blobId } = await world();
    const behind = streamChecked(open, { blobId, start: 50_001, end: 60_000 });
    await assert.rejects(new Response(behind).arrayBuffer(), code('INVALID_ARGUMENT'));
    assert.ok(opened[0]!.isClosed);
  });

  it('closes the scratch when it is cancelled, or given up by the signal', async () => {
    const first = await world();
    const cancelled = streamChecked(first.open, { blobId: first.blobId, ...all }).getReader();
    await cancelled.read();
    await cancelled.cancel();
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(first.opened[0]!.isClosed);

    const second = await world();
    const controller = new AbortController();
    const options = { blobId: second.blobId, ...all, signal: controller.signal };
    const reader = streamChecked(second.open, options).getReader();
    const reading = reader.read();
    controller.abort(new Error('enough'));
    await assert.rejects(reading, /enough/);
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(second.opened.every(({ isClosed }) => isClosed));
  });
});
