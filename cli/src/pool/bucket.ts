/** Pools that are in a bucket: whoever owns its capability governs them. */
import { InvalidArgument } from '@haulout/sdk/base';
import type { Bucket, FoundBucket } from '@haulout/sdk/client';
import type { Command } from 'commander';
import { objectId } from '../command-line.js';
import type { Connected } from '../located.js';
import type { SignedContext } from '../signed.js';

/** A flag that says which bucket a pool is in. */
export interface CapFlags {
  readonly cap?: string;
}

/** A command with the flag of `CapFlags`. */
export const withCap = (command: Command): Command =>
  command.option(
    '--cap <id>',
    'capability of the bucket that the pool is in (default: the one that the key has)',
    objectId,
  );

/**
 * The bucket of a pool, by its capability or by those of the signer; undefined when it is in none of these.
 * Throws InvalidArgument when the capability is that of another pool.
 */
export async function bucketOf(
  poolId: string,
  { cap: capId }: CapFlags,
  { haulout, record, owner }: Pick<SignedContext, 'haulout' | 'record' | 'owner'>,
): Promise<Bucket | undefined> {
  if (capId === undefined) {
    for await (const found of bucketsOf(owner, { haulout, record }))
      if (found.poolId === poolId) return found.bucket;
    return undefined;
  }
  const found = await haulout.pools.bucketOf({ capId, packageId: record.bucketPackageId });
  if (found.poolId !== poolId)
    throw new InvalidArgument(`capability ${capId} governs pool ${found.poolId}, not ${poolId}`, {
      capId,
      poolId,
    });
  return found.bucket;
}

/** The buckets whose capability an address owns; none where the network has no buckets. */
export async function* bucketsOf(
  owner: string,
  { haulout, record }: Pick<Connected, 'haulout' | 'record'>,
): AsyncGenerator<FoundBucket, void, undefined> {
  const packageId = record.bucketPackageId;
  if (packageId !== undefined) yield* haulout.pools.buckets({ owner, packageId });
}

/** The package that makes buckets. Throws InvalidArgument where the network has none. */
export function bucketPackage({ record }: Pick<Connected, 'record'>): string {
  if (record.bucketPackageId !== undefined) return record.bucketPackageId;
  throw new InvalidArgument('the deployment has no buckets: haulout deploy --with blob_bucket adds them');
}
