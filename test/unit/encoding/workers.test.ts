/** Work on other threads comes out as on one, however those threads end, and keeps nothing alive. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Timers } from '@haulout/sdk/base';
import {
  blobLayout,
  computeMetadata,
  decodeBlob,
  encodeBlob,
  expandSliver,
  expandVerified,
  makeInconsistencyProof,
  makeRecoverySymbol,
  type SliverName,
  type SliverPairHashes,
} from '@haulout/sdk/encoding';
import { compileCore } from '../../../sdk/src/encoding/core/compile.js';
import { scriptCore, type Core } from '../../../sdk/src/encoding/core/core.js';
import { startWasm } from '../../../sdk/src/encoding/core/wasm.js';
import { expandBlob } from '../../../sdk/src/encoding/expand.js';
import {
  expandVerifiedAsync,
  makeInconsistencyProofAsync,
  recoverSliverAsync,
  verifySliverAsync,
} from '../../../sdk/src/encoding/off-thread.js';
import { rebuildBlob } from '../../../sdk/src/encoding/rebuild.js';
import { Pool } from '../../../sdk/src/encoding/workers/pool.js';
import { startThread, type Thread } from '../../../sdk/src/encoding/workers/port.js';
import { Run } from '../../../sdk/src/encoding/workers/run.js';
import { seededBytes } from '../../support/bytes.js';
import { code, flip, publishInstead } from '../../support/encoded.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

const N = 31;
const bytes = seededBytes(20_000, 1);
const layout = blobLayout(N, bytes.length);

describe.each(['JavaScript', 'WebAssembly'])('workers with the core in %s', (name) => {
  let whole: Core;
  /** Times that this thread took part. */
  let here = 0;
  const pools: Pool[] = [];
  let expected: readonly SliverPairHashes[];
  beforeAll(async () => {
    whole = name === 'JavaScript' ? scriptCore : await startWasm(await compileCore());
    expected = (await computeMetadata(bytes, { nShards: N, workers: 0 })).metadata.hashes;
  });
  afterAll(() => pools.forEach((pool) => pool.end()));

  function threadsOf(start?: () => Thread, timers?: Timers) {
    const core: Core = {
      ...whole,
      startExpansion: (setting) => {
        here++;
        return whole.startExpansion(setting);
      },
    };
    const pool = new Pool(core, start, timers);
    pools.push(pool);
    return { core, pool };
  }
  const rootsOf = async (threads: ReturnType<typeof threadsOf>, more: object = {}) => {
    const { hashes } = await expandBlob(bytes, layout, {
      ...{ threads, fewMs: 0, workers: 2, keepSlivers: false },
      ...more,
    });
    return hashes;
  };

  it('does everything on workers once they have started', async () => {
    const threads = threadsOf();
    for (here = 1; here > 0;) {
      here = 0;
      assert.deepEqual(await rootsOf(threads), expected);
    }
  });

  it('goes on with what is left when a worker ends, and without workers when all do', async () => {
    const started: Thread[] = [];
    const threads = threadsOf(() => {
      started.push(startThread());
      return started.at(-1)!;
    });
    for (here = 1; here > 0;) {
      here = 0;
      await rootsOf(threads);
    }
    for (const ends of [1, 2, 2, 2, 2]) {
      const onProgress = () => started.splice(0, ends).forEach((thread) => thread.end());
      assert.deepEqual(await rootsOf(threads, { onProgress }), expected);
    }
  });

  it('goes on when a worker falls silent, and takes no answer of it that comes late', async () => {
    const timers = new VirtualTimers();
    const kept: (() => void)[] = [];
    const started: Thread[] = [];
    let isSilent = false;
    const threads = threadsOf(() => {
      const thread = startThread();
      started.push(thread);
      return {
        ...thread,
        listen: (onMessage) =>
          thread.listen((message) => (isSilent ? kept.push(() => onMessage(message)) : onMessage(message))),
        // What has ended without an event cannot be told to end.
        end: () => undefined,
      };
    }, timers);
    for (here = 1; here > 0;) {
      here = 0;
      await rootsOf(threads);
    }
    isSilent = true;
    const roots = rootsOf(threads);
    assert.deepEqual(await timers.finish(roots), expected);
    assert.equal(timers.pending, 0, 'nobody looks at what has no tasks');
    isSilent = false;
    kept.splice(0).forEach((hear) => hear());
    assert.deepEqual(await rootsOf(threads), expected);
    started.forEach((thread) => thread.end());
  });

  it('starts no workers for less work than starting them takes, until it adds up', () => {
    let started = 0;
    const { pool } = threadsOf(() => {
      started++;
      return startThread();
    });
    const nothing = { load: () => undefined, save: () => undefined };
    const work = (ms: number) =>
      pool.help(new Run({ work: 'roots', setting: undefined, phases: [], ...nothing }), 2, ms)();
    work(40);
    work(40);
    assert.equal(started, 0);
    work(40);
    assert.equal(started, 2);
    pool.end();
    work(40);
    assert.equal(started, 2, 'after a pause they are worth it only when there is much again');
    work(100);
    assert.equal(started, 4);
  });

  it('stays on this thread where no worker can start', async () => {
    const refused = () => {
      throw new Error('not allowed');
    };
    let asked = 0;
    const broken = (): Thread => {
      asked++;
      let end: () => void = () => undefined;
      queueMicrotask(() => end());
      return {
        post: () => undefined,
        listen: () => undefined,
        onEnd: (callback) => (end = callback),
        hold: () => undefined,
        end: () => undefined,
      };
    };
    for (const start of [refused, broken]) {
      const threads = threadsOf(start);
      for (let run = 0; run < 2; run++) assert.deepEqual(await rootsOf(threads), expected);
    }
    assert.equal(asked, 2, 'nobody tries again what cannot work');
  });

  it('stops when it is aborted, and the workers are free for others', async () => {
    const threads = threadsOf();
    const reason = new Error('enough');
    const user = new AbortController();
    const abort = () => user.abort(reason);
    await assert.rejects(rootsOf(threads, { onProgress: abort, signal: user.signal }), reason);
    await assert.rejects(rootsOf(threads, { signal: user.signal }), reason);
    const late = new AbortController();
    const atHalf = (share: number) => share > 0.5 && late.abort(reason);
    await assert.rejects(rootsOf(threads, { onProgress: atHalf, signal: late.signal }), reason);
    assert.deepEqual(await rootsOf(threads), expected);
    const fault = new Error('of the caller');
    const thrower = () => {
      throw fault;
    };
    await assert.rejects(rootsOf(threads, { onProgress: thrower }), fault);
  });

  it('checks, extends and recovers slivers as on one thread, with the same errors', async () => {
    const options = { threads: threadsOf(), workers: 2 };
    const { metadata, sliverPairs } = await encodeBlob(bytes, { nShards: N, workers: 0 });
    for (let run = 0; run < 3; run++) {
      await Promise.all(
        [3, 30].flatMap(async (at) => {
          const { primary, secondary } = sliverPairs[at]!;
          await verifySliverAsync(primary, metadata, options);
          const expanded = await expandVerifiedAsync(secondary, metadata, options);
          assert.deepEqual(expanded, expandVerified(secondary, metadata));
          const symbols = sliverPairs.map((pair) =>
            makeRecoverySymbol(expandSliver(pair.secondary, layout), primary.index),
          );
          const target: SliverName = { axis: 'primary', index: primary.index };
          assert.deepEqual(await recoverSliverAsync(symbols, { target, metadata, ...options }), primary);
          await assert.rejects(
            makeInconsistencyProofAsync(symbols, { target, metadata, ...options }),
            code('NOT_INCONSISTENT'),
          );
          const wrong = { ...primary, bytes: flip(primary.bytes) };
          await assert.rejects(verifySliverAsync(wrong, metadata, options), code('SLIVER_HASH_MISMATCH'));
          await assert.rejects(expandVerifiedAsync(wrong, metadata, options), code('SLIVER_HASH_MISMATCH'));
          const lie = [{ ...symbols[0]!, data: flip(symbols[0]!.data) }, ...symbols.slice(1)];
          await assert.rejects(
            recoverSliverAsync(lie, { target, metadata, ...options }),
            code('INVALID_RECOVERY_SYMBOL'),
          );
          const bad = publishInstead(await encodeBlob(bytes, { nShards: N }), [wrong]);
          await assert.rejects(
            recoverSliverAsync(symbols, { target, metadata: bad.metadata, ...options }),
            code('INCONSISTENT_SLIVER'),
          );
          const proof = await makeInconsistencyProofAsync(symbols, {
            target,
            metadata: bad.metadata,
            ...options,
          });
          assert.deepEqual(proof, makeInconsistencyProof(symbols, target, bad.metadata));
        }),
      );
    }
  });

  it('rebuilds rows as on one thread', async () => {
    const { sliverPairs } = await encodeBlob(bytes, { nShards: N, workers: 0 });
    const threads = threadsOf();
    const slivers = sliverPairs.slice(3).map(({ primary }) => primary);
    for (const workers of [0, 1, 2])
      assert.deepEqual(
        await rebuildBlob(slivers.slice(0, layout.rows), layout, { threads, fewMs: 0, workers }),
        bytes,
      );
  });

  it('many at a time share the workers', async () => {
    const threads = threadsOf();
    const all = await Promise.all([1, 2, 3, 2, 1].map((workers) => rootsOf(threads, { workers })));
    for (const hashes of all) assert.deepEqual(hashes, expected);
  });
});

it('encodes and decodes alike whatever the number of workers', async () => {
  const large = seededBytes(2_000_000, 2);
  const [alone, ...others] = await Promise.all(
    [0, 1, 2].map((workers) => encodeBlob(large, { nShards: 100, workers })),
  );
  for (const other of others) assert.deepEqual(other, alone);
  const { blobId, metadata, sliverPairs } = alone!;
  const slivers = sliverPairs.slice(20).map(({ primary }) => primary);
  for (const consistency of ['strict', 'default', 'none'] as const)
    for (const workers of [0, 2])
      assert.deepEqual(await decodeBlob(slivers, { blobId, metadata, consistency, workers }), large);
});

it('a process ends by itself when its work is done, with workers that wait', async () => {
  const sdk = new URL('../../../sdk/dist/encoding/index.js', import.meta.url).href;
  const program = `
    import { encodeBlob } from '${sdk}';
    const bytes = new Uint8Array(4_000_000);
    let done = 0;
    let running = 0;
    process.on('worker', (worker) => {
      running++;
      worker.on('message', ({ kind }) => (done += Number(kind === 'done')));
      worker.on('exit', () => running--);
    });
    for (let run = 0; done === 0 && run < 100; run++) await encodeBlob(bytes, { nShards: 100, workers: 2 });
    process.on('exit', () => console.log(JSON.stringify({ done, running })));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  const { done, running } = JSON.parse(stdout) as { readonly done: number; readonly running: number };
  assert.ok(done > 0, 'a worker has done something');
  assert.equal(running, 2, 'it did not wait until workers without work had ended');
});
