/**
 * What a node remembers of the hand-over of its epoch: which shards it had to recover, and what it may still
 * hold of others.
 */
import type { Assignment } from '../chain/chain-view.js';
import type { BlobStore } from '../store/blob-store.js';
import { serial } from '../store/serial.js';

/** How far a node has come in taking over its shards of an epoch. */
export interface HandOver {
  /**
   * Every sliver is here of every blob certified in earlier epochs, for every shard that the node has in this
   * one.
   */
  readonly done: boolean;
  /** Gained shards, ascending, of which the node that had them before did not deliver everything. */
  readonly recovered: readonly number[];
}

export type HandOverNotes = ReturnType<typeof handOverNotes>;

const RECOVERED = 'hand-over/recovered';
const HELD = 'hand-over/held';

/** A node's notes, in its store. */
export function handOverNotes(store: BlobStore) {
  const inTurn = serial();
  const write = (key: string, value: unknown) => store.putRecords([{ key, value: JSON.stringify(value) }]);
  const read = async <T>(key: string): Promise<T | undefined> => {
    const text = await store.getRecord(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  const recovered = async (epoch: number): Promise<readonly number[]> => {
    const noted = await read<{ readonly epoch: number; readonly shards: readonly number[] }>(RECOVERED);
    return noted?.epoch === epoch ? noted.shards : [];
  };

  return {
    recovered,
    /** Notes that shards had to be recovered in an epoch. */
    noteRecovered: (epoch: number, shards: readonly number[]) =>
      inTurn(async () => {
        const known = await recovered(epoch);
        if (shards.every((shard) => known.includes(shard))) return;
        await write(RECOVERED, { epoch, shards: ascending([...known, ...shards]) });
      }),
    /**
     * Notes what a node holds now, and tells what it may hold beyond that of shards that nobody expects it to
     * keep.
     */
    surplus: (assignment: Assignment) =>
      inTurn(async () => {
        const held = (await read<readonly number[]>(HELD)) ?? [];
        const kept = keptShards(assignment);
        if (!kept.every((shard) => held.includes(shard))) await write(HELD, ascending([...held, ...kept]));
        return held.filter((shard) => !kept.includes(shard));
      }),
    /** Notes that nothing is held any more of some shards. */
    noteDropped: (shards: readonly number[]) =>
      inTurn(async () => {
        const held = (await read<readonly number[]>(HELD)) ?? [];
        await write(
          HELD,
          held.filter((shard) => !shards.includes(shard)),
        );
      }),
  };
}

/**
 * Shards whose slivers a node keeps: its own; until voting ends, half an epoch after the hand-over, those
 * that others are taking over from it; and those that it gets next.
 */
export function keptShards({ shards, previousShards, nextShards, phase }: Assignment): readonly number[] {
  return ascending([...shards, ...nextShards, ...(phase === 'NextParamsSelected' ? [] : previousShards)]);
}

const ascending = (shards: readonly number[]) => [...new Set(shards)].sort((a, b) => a - b);
