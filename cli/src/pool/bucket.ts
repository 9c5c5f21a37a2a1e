/** Pools that are in a bucket: whoever owns its capability governs them. */
import { InvalidArgument } from '@haulout/sdk/base';
import type { Bucket } from '@haulout/sdk/client';
import type { Command } from 'commander';
import { objectId } from '../command-line.js';
import type { Connected } from '../located.js';

/** A flag that says which bucket a pool is in. */
export interface CapFlags {
  readonly cap?: string;
}

/** A command with the flag of `CapFlags`. */
export const withCap = (command: Command): Command =>
  command.option('--cap <id>', 'capability of the bucket that the pool is in, if it is in one', objectId);

/** The bucket of a pool; undefined without `--cap`. Throws InvalidArgument when its pool is another one. */
export async function bucketOf(
  poolId: string,
  { cap: capId }: CapFlags,
  { haulout, record }: Pick<Connected, 'haulout' | 'record'>,
): Promise<Bucket | undefined> {
  if (capId === undefined) return undefined;
  const found = await haulout.pools.bucketOf({ capId, packageId: record.bucketPackageId });
  if (found.poolId !== poolId)
    throw new InvalidArgument(`capability ${capId} governs pool ${found.poolId}, not ${poolId}`, {
      capId,
      poolId,
    });
  return found.bucket;
}

/** The package that makes buckets. Throws InvalidArgument where the network has none. */
export function bucketPackage({ record }: Pick<Connected, 'record'>): string {
  if (record.bucketPackageId !== undefined) return record.bucketPackageId;
  throw new InvalidArgument('the deployment has no buckets: haulout deploy --with blob_bucket adds them');
}
