/** Storage pools as people read them. */
import type { EpochState } from '@haulout/sdk/chain';
import type { PaidBucket, PaidPool, StoragePool } from '@haulout/sdk/client';
import { epochText } from '../epoch/begin.js';
import { size, wal } from '../format.js';
import { facts, inColour, type Fact } from '../table.js';

/** A pool, and what was paid for it just now. */
export function poolText(
  { pool, cost, bucket }: Pick<PaidPool, 'pool'> & Partial<Pick<PaidBucket, 'cost' | 'bucket'>>,
  state: EpochState,
): string {
  const list: Fact[] = [
    ['pool', pool.poolId],
    ...(bucket === undefined ? [] : ([['cap', bucket.capId]] as const)),
    ['room', roomText(pool)],
    ['blobs', String(pool.blobCount)],
    [pool.endEpoch <= state.epoch ? 'ended' : 'until', epochText(state, pool.endEpoch)],
  ];
  if (cost !== undefined) list.push(['paid', `${wal(cost)} WAL`]);
  return facts(list, inColour());
}

/** How much of its room is free. */
export function roomText({ capacityBytes, usedBytes }: StoragePool): string {
  return `${size(capacityBytes - usedBytes)} free of ${size(capacityBytes)}`;
}
