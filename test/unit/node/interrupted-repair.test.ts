/** Repairs that are killed at any step, and begun again. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openBlobStore, repairBlobStore, type StoreRepair } from '@haulout/node';
import { seededBytes } from '../../support/bytes.js';
import { stoppedAt, withoutLinks } from '../../support/stopped-process.js';

const OPTIONS = { reserveBytes: 0 };
const SLIVERS = 24;
const BLOB = seededBytes(32, 1);
const sliver = (index: number) => seededBytes(5_000, 100 + index);
const place = (index: number) => ({ pairIndex: index, axis: 'primary' as const });

let root: string;
/** A store whose table has a bad block, and whose log has one. */
let damaged: string;
let copies = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'haulout-interrupted-'));
  damaged = join(root, 'damaged');
  for (let part = 0; part < 2; part++) {
    const store = await openBlobStore(damaged, OPTIONS);
    for (let index = part; index < SLIVERS; index += 2)
      await store.putSliver(BLOB, place(index), sliver(index));
    await store.close();
  }
  const [tables, logs] = [/\.ldb$/, /\.log$/].map(async (pattern) =>
    (await readdir(damaged)).filter((name) => pattern.test(name)),
  );
  for (const name of [...(await tables!), ...(await logs!)]) {
    const bytes = await readFile(join(damaged, name));
    bytes[bytes.length >> 2]! ^= 0x41;
    await writeFile(join(damaged, name), bytes);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function copyOf(): Promise<string> {
  const folder = join(root, `copy-${copies++}`);
  await cp(damaged, folder, { recursive: true });
  return folder;
}

/** Slivers that are as they were written. */
async function goodIn(folder: string): Promise<number[]> {
  const store = await openBlobStore(folder, OPTIONS);
  const good: number[] = [];
  for (let index = 0; index < SLIVERS; index++) {
    const found = await store.getSliver(BLOB, place(index));
    if (found instanceof Uint8Array && Buffer.compare(found, sliver(index)) === 0) good.push(index);
  }
  await store.close();
  return good;
}

describe('R1: a repair that is killed at any step, and begun again, keeps all that the first one would have', () => {
  let whole: { readonly repair: StoreRepair; readonly good: readonly number[] };
  beforeAll(async () => {
    const folder = await copyOf();
    whole = { repair: await repairBlobStore(folder), good: await goodIn(folder) };
    assert.ok(whole.good.length > SLIVERS / 2 && whole.good.length < SLIVERS, `${whole.good.length} slivers`);
    assert.equal(whole.repair.found.length, 2, 'a table and a log');
  });

  /** Kills a repair at each of its steps, or at some. Resolves to those at which it was killed. */
  async function killAtEach(some = /./): Promise<string[]> {
    const steps: string[] = [];
    for (let at = 0; ; at++) {
      const folder = await copyOf();
      const step = await stoppedAt(at, () => repairBlobStore(folder));
      if (step === undefined) return steps;
      if (!some.test(step)) continue;
      steps.push(step.replace(folder, ''));
      await repairBlobStore(folder);
      assert.deepEqual(await goodIn(folder), whole.good, `after a kill before ${steps.at(-1)}`);
      const names = await readdir(folder);
      assert.deepEqual(
        names.filter((name) => /mended|next|repairing/.test(name)),
        [],
        'no draft is left',
      );
      const [lost, names0] = [await readdir(join(folder, 'lost')), await readdir(damaged)];
      for (const name of names0.filter((each) => /\.(ldb|log)$/.test(each)))
        assert.ok(lost.includes(name), `${name} was put aside`);
    }
  }

  test('R1: where files can have two names', async () => {
    const steps = await killAtEach();
    assert.ok(steps.length > 15, steps.join('\n'));
    assert.ok(steps.some((step) => step.startsWith('link ')) && steps.every((step) => !/copy/.test(step)));
  });

  test('R1: where they cannot', async () => {
    const steps = await withoutLinks(() => killAtEach(/copy|^rename/));
    assert.ok(steps.some((step) => step.startsWith('copyFile ')));
  });
});

test('what an earlier repair has put aside stays beside what a later one does', async () => {
  const folder = await copyOf();
  const [name] = (await readdir(folder)).filter((each) => each.endsWith('.ldb'));
  const before = await readFile(join(folder, name!));
  await repairBlobStore(folder);
  await rm(join(folder, 'lost'), { recursive: true });
  await cp(join(damaged, name!), join(folder, 'lost', name!));
  await writeFile(join(folder, name!), before);
  await repairBlobStore(folder);
  const lost = (await readdir(join(folder, 'lost'))).filter((each) => each.startsWith(name!));
  assert.deepEqual(lost.toSorted(), [name, `${name}.1`]);
  for (const each of lost) assert.deepEqual(await readFile(join(folder, 'lost', each)), before);
});
