/** R22: a stream of events goes on where it was left, also when a full node gives shorter pages than before. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { EventStream, type StreamPosition } from '../../../node/src/chain/event-stream.js';

const START: StreamPosition = { after: null, skip: 0 };

/** A chain of ten events that gives so many at a time. */
function chainOf(most: number): ClientWithCoreApi {
  const core = {
    async listEvents({ after }: { after: string | null }) {
      const start = after === null ? 0 : Number(after);
      const events = [...Array(10).keys()].slice(start, start + most);
      const end = start + events.length;
      return {
        events: events.map((eventIndex) => ({ eventIndex })),
        hasNextPage: end < 10,
        endCursor: `${end}`,
      };
    },
  };
  return { core } as unknown as ClientWithCoreApi;
}

describe('R22: events of a module', () => {
  it('R22: come once each, however many a full node gives at a time', async () => {
    const first = new EventStream(chainOf(10), 'module', START);
    await first.fill();
    const seen = first.take(7).map(({ eventIndex }) => eventIndex);
    for (const most of [1, 3, 5, 7, 10]) {
      const later = new EventStream(chainOf(most), 'module', first.position);
      const rest: number[] = [];
      for (;;) {
        await later.fill();
        const entries = later.take(later.entries.length);
        if (entries.length === 0) break;
        rest.push(...entries.map(({ eventIndex }) => eventIndex));
      }
      assert.deepEqual([...seen, ...rest], [...Array(10).keys()], `${most} at a time`);
    }
  });
});
