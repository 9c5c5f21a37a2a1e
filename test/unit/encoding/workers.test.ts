/** Work on other threads comes out as on one, however those threads end, and keeps nothing alive. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { blobLayout, computeMetadata, encodeBlob, type SliverPairHashes } from '@haulout/sdk/encoding';
import { compileCore } from '../../../sdk/src/encoding/core/compile.js';
import { scriptCore, type Core } from '../../../sdk/src/encoding/core/core.js';
import { startWasm } from '../../../sdk/src/encoding/core/wasm.js';
import { expandBlob } from '../../../sdk/src/encoding/expand.js';
import { Pool } from '../../../sdk/src/encoding/workers/pool.js';
import { startThread, type Thread } from '../../../sdk/src/encoding/workers/port.js';
import { seededBytes } from '../../support/bytes.js';

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

  function threadsOf(start?: () => Thread) {
    const core: Core = {
      ...whole,
      startExpansion: (setting) => {
        here++;
        return whole.startExpansion(setting);
      },
    };
    const pool = new Pool(core, start);
    pools.push(pool);
    return { core, pool, fewMs: 0 };
  }
  const rootsOf = async (threads: ReturnType<typeof threadsOf>, more: object = {}) => {
    const { hashes } = await expandBlob(bytes, layout, { threads, workers: 2, keepSlivers: false, ...more });
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

  it('many at a time share the workers', async () => {
    const threads = threadsOf();
    const all = await Promise.all([1, 2, 3, 2, 1].map((workers) => rootsOf(threads, { workers })));
    for (const hashes of all) assert.deepEqual(hashes, expected);
  });
});

it('gives the same slivers whatever the number of workers', async () => {
  const large = seededBytes(3_000_000, 2);
  const [alone, ...others] = await Promise.all(
    [0, 1, 2].map((workers) => encodeBlob(large, { nShards: N, workers })),
  );
  for (const other of others) assert.deepEqual(other, alone);
});

it('a process ends by itself when its work is done, with workers that wait', async () => {
  const sdk = new URL('../../../sdk/dist/encoding/index.js', import.meta.url).href;
  const program = `
    import { encodeBlob } from '${sdk}';
    const bytes = new Uint8Array(8_000_000);
    for (let run = 0; run < 3; run++) await encodeBlob(bytes, { nShards: ${N}, workers: 2 });
    console.log(JSON.stringify(process.getActiveResourcesInfo()));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  assert.deepEqual(
    (JSON.parse(stdout) as string[]).filter((name) => !/Pipe|TTY/.test(name)),
    [],
  );
});
