/** A node that is killed at random moments while disk and chain fail: what it acknowledged is there. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { testBlob } from '../../support/blob-fixture.js';
import { startChild } from '../../support/child.js';
import { extent } from '../../support/long.js';
import { seededRandom } from '../../support/random.js';

const KILLS = extent({ short: 2, long: 500 });
const BLOBS = extent({ short: 6, long: 120 });
const TIMEOUT_MS = extent({ short: 600_000, long: 7_200_000 });
/** Uploads under way at one time. */
const AT_ONCE = 4;
/** Answers, good or bad, after which a node is killed, at most. */
const MOST_ANSWERS = 12;

interface Part {
  readonly path: string;
  readonly bytes: Uint8Array;
}

test(
  'R9: a node that is killed while its disk and its chain fail has all that it acknowledged',
  {
    timeout: TIMEOUT_MS,
  },
  async ({ annotate }) => {
    const folder = await mkdtemp(join(tmpdir(), 'haulout-mixed-'));
    const random = seededRandom(23);
    const blobs = await Promise.all(Array.from({ length: BLOBS }, (_, at) => testBlob(at + 1)));
    const parts = blobs.map(({ text, metadata, slivers }): Part[] => [
      { path: `/v1/blobs/${text}/metadata`, bytes: metadata },
      ...slivers.map(({ pairIndex, axis, bytes }) => ({
        path: `/v1/blobs/${text}/slivers/${pairIndex}/${axis}`,
        bytes,
      })),
    ]);
    const acknowledged = new Set<Part>();
    let refused = 0;
    let child: ReturnType<typeof startChild> | undefined;
    const start = async (life: number): Promise<string> => {
      const program = new URL('./faulty-child-node.ts', import.meta.url);
      child = startChild(program, join(folder, 'store'), String(BLOBS), String(life));
      const [port] = (await once(child, 'message')) as [number];
      return `http://127.0.0.1:${port}`;
    };
    const kill = async (): Promise<void> => {
      child!.kill('SIGKILL');
      await once(child!, 'exit');
    };
    const check = async (url: string): Promise<void> => {
      for (const { path, bytes } of acknowledged) {
        const answer = await fetch(url + path);
        assert.equal(answer.status, 200, path);
        const got = new Uint8Array(await answer.arrayBuffer());
        // Metadata comes behind its blob id.
        assert.deepEqual(got.subarray(got.length - bytes.length), bytes);
      }
    };

    try {
      for (let life = 0; life < KILLS; life++) {
        const url = await start(life);
        await check(url);
        let left = 1 + Math.floor(random() * MOST_ANSWERS);
        let isAlive = true;
        const upload = async (): Promise<void> => {
          while (isAlive) {
            const ofBlob = parts[Math.floor(random() * parts.length)]!;
            const part = ofBlob.find((it) => !acknowledged.has(it)) ?? ofBlob[0]!;
            const init = { method: 'PUT', body: Buffer.from(part.bytes) };
            const answer = await fetch(url + part.path, init).catch(() => undefined);
            if (answer === undefined) return; // it is dead
            if (answer.ok) acknowledged.add(part);
            else refused++;
            if (--left === 0) {
              isAlive = false;
              await kill();
            }
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, upload));
      }
      await check(await start(KILLS));
      assert.ok(acknowledged.size > 0);
      await annotate(`${KILLS} kills, ${acknowledged.size} writes kept, ${refused} refused`);
    } finally {
      await kill();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
