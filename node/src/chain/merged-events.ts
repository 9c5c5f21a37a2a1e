/**
 * Two streams of events in one order: by checkpoint, and within one checkpoint those of the first stream
 * come first. An event comes only when nothing can come before it any more. A full node that is asked later
 * knows at least what it knew before, so it is enough to ask one stream after the other.
 */
import type { SuiClientTypes } from '@mysten/sui/client';
import { checkpointOf, type EventStream } from './event-stream.js';

/** Events of one of the streams, all that come next of it. */
export interface EventBatch {
  readonly from: 'first' | 'second';
  readonly entries: readonly SuiClientTypes.EventEntry[];
}

/** All that there is at this moment, batch by batch. */
export async function* mergedEvents(first: EventStream, second: EventStream): AsyncGenerator<EventBatch> {
  for (;;) {
    await first.fill();
    await second.fill();
    const [next] = second.entries;
    if (next === undefined) {
      // Nothing of the second comes before what is at hand of the first: it was asked later.
      if (first.entries.length === 0) return;
      yield { from: 'first', entries: first.take(first.entries.length) };
      continue;
    }
    // What is at hand of the second was asked before this: of the first nothing is missing then.
    await first.fill();
    const before = countUpTo(first, checkpointOf(next));
    if (before > 0) {
      yield { from: 'first', entries: first.take(before) };
      continue;
    }
    const [later] = first.entries;
    const count = later === undefined ? second.entries.length : countUpTo(second, checkpointOf(later) - 1);
    yield { from: 'second', entries: second.take(count) };
  }
}

/** Events at hand up to a checkpoint. */
function countUpTo({ entries }: EventStream, checkpoint: number): number {
  const index = entries.findIndex((entry) => checkpointOf(entry) > checkpoint);
  return index < 0 ? entries.length : index;
}
