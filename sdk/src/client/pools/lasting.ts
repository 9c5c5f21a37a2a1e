import type { StoragePool } from '../../chain/storage-pool.js';
import { PoolEnded } from '../errors.js';

/** Refuses a pool that has ended. Throws PoolEnded. */
export function checkLasts({ poolId, endEpoch }: StoragePool, epoch: number): void {
  if (endEpoch <= epoch) throw new PoolEnded(poolId, { endEpoch, epoch });
}
