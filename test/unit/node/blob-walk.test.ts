/** A walk over all blobs that a node knows: what a hand-over is done by. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import type { ChainView } from '@haulout/node';
import { BlobWalk } from '../../../node/src/duties/blob-walk.js';

const ids = (count: number) => Array.from({ length: count }, (_, index) => Uint8Array.of(index));

/** A chain that knows so many blobs. */
const chainOf = (count: number): ChainView =>
  ({
    blobs: async (after: Uint8Array | undefined, limit: number) => {
      const from = after === undefined ? 0 : after[0]! + 1;
      return ids(count).slice(from, from + limit);
    },
  }) as unknown as ChainView;

/** Walks to the end; the blobs that came, page by page. */
async function pagesOf(walk: BlobWalk): Promise<number[][]> {
  const pages: number[][] = [];
  for (;;) {
    const page = await walk.next();
    assert.ok(page, 'a walk goes on until it has ended');
    pages.push(page.map(([id]) => id!));
    if (walk.passed(page)) return pages;
    assert.equal(walk.isUnderWay, true);
  }
}

describe('a walk over all blobs', () => {
  it('comes to each blob once, in order, a page at a time', async () => {
    for (const [count, pages] of [
      [0, [[]]],
      [1, [[0]]],
      [2, [[0, 1], []]],
      [5, [[0, 1], [2, 3], [4]]],
    ] as const) {
      const walk = new BlobWalk(chainOf(count), 2);
      walk.begin(3, []);
      assert.deepEqual(await pagesOf(walk), pages);
      assert.equal(walk.isUnderWay, false);
      assert.equal(await walk.next(), undefined);
    }
  });

  it('goes on behind the last blob of a page', async () => {
    const walk = new BlobWalk(chainOf(5), 3);
    walk.begin(3, []);
    assert.deepEqual(await pagesOf(walk), [
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('sees a page again until it has passed it', async () => {
    const walk = new BlobWalk(chainOf(5), 2);
    walk.begin(3, []);
    const page = await walk.next();
    assert.deepEqual(await walk.next(), page);
    walk.passed(page!);
    assert.deepEqual(await walk.next(), [Uint8Array.of(2), Uint8Array.of(3)]);
  });

  it('is under way from its beginning to its end, and has ended for the epoch that it began for', async () => {
    const walk = new BlobWalk(chainOf(3), 2);
    assert.deepEqual([walk.isUnderWay, walk.epoch, walk.surplus], [false, undefined, []]);
    assert.equal(await walk.next(), undefined);
    walk.begin(3, [7]);
    assert.deepEqual([walk.isUnderWay, walk.epoch, walk.surplus], [true, 3, [7]]);
    assert.equal(walk.hasEndedFor(3), false);
    await pagesOf(walk);
    assert.deepEqual([walk.isUnderWay, walk.epoch, walk.surplus], [false, 3, []]);
    assert.equal(walk.hasEndedFor(3), true);
    assert.equal(walk.hasEndedFor(4), false);
    walk.begin(4, []);
    assert.equal(walk.hasEndedFor(3), false, 'what was owed has changed since');
    assert.equal(walk.hasEndedFor(4), false);
  });

  it('begins anew from the first blob', async () => {
    const walk = new BlobWalk(chainOf(5), 2);
    walk.begin(3, [7]);
    walk.passed((await walk.next())!);
    walk.begin(4, [8]);
    assert.deepEqual(walk.surplus, [8]);
    assert.deepEqual(await pagesOf(walk), [[0, 1], [2, 3], [4]]);
  });

  it('covers what is to be removed in its epoch, when it removes all of it', () => {
    const walk = new BlobWalk(chainOf(0), 2);
    assert.equal(walk.covers(3, []), false);
    walk.begin(3, [7, 8]);
    assert.deepEqual(
      [[], [7], [8, 7], [7, 9], [9]].map((surplus) => walk.covers(3, surplus)),
      [true, true, true, false, false],
    );
    assert.equal(walk.covers(4, [7]), false);
  });
});
