import type { ClientWithCoreApi } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import * as system from '../contracts/generated/walrus/system.js';
import * as systemStateInner from '../contracts/generated/walrus/system_state_inner.js';
import { loadVersioned } from './versioned.js';

/** A member of the committee that signs certificates, as the chain knows it. */
export interface SystemMember {
  /** Object id of its staking pool. */
  readonly nodeId: string;
  /** BLS public key in G1, 96 bytes uncompressed. */
  readonly publicKey: Uint8Array;
  /** Number of its shards. */
  readonly weight: number;
}

/** The state of the `System` object. Sizes are bytes of encoded data, prices FROST for each MiB begun. */
export interface SystemState {
  /** The package that defines the types of the network: its first version. */
  readonly originalPackageId: string;
  /** The package to call. */
  readonly packageId: string;
  /** Version of the state; only the package of this version can change it. */
  readonly version: bigint;
  /** The current epoch; 0 before the first committee. */
  readonly epoch: number;
  /** 0 before the first committee. */
  readonly nShards: number;
  /** In the order of bits in a signer bitmap. */
  readonly members: readonly SystemMember[];
  /** Bytes that the network sells for each epoch. */
  readonly totalCapacity: bigint;
  /** Bytes sold of the current epoch. */
  readonly usedCapacity: bigint;
  /** For one epoch. */
  readonly storagePricePerUnit: bigint;
  /** For writing, once. */
  readonly writePricePerUnit: bigint;
  /** For how many epochs, the current one included, storage is sold. */
  readonly maxEpochsAhead: number;
}

/**
 * Reads the state of the network.
 *
 * @throws ChainStateMissing when the object is not a `System` in a known layout
 */
export async function readSystemState(
  client: ClientWithCoreApi,
  systemObjectId: string,
  signal?: AbortSignal,
): Promise<SystemState> {
  const { outer, inner, version, originalPackageId } = await loadVersioned(client, {
    what: 'the System object',
    state: 'the system state',
    objectId: systemObjectId,
    parse: (content) => system.System.parse(content),
    parseState: (bytes) => systemStateInner.SystemStateInnerV1.parse(bytes),
    signal,
  });
  return withJson({
    originalPackageId,
    packageId: outer.package_id,
    version,
    epoch: inner.committee.epoch,
    nShards: inner.committee.n_shards,
    members: inner.committee.members.map(({ public_key, weight, node_id }) => ({
      nodeId: node_id,
      publicKey: Uint8Array.from(public_key.bytes),
      weight,
    })),
    totalCapacity: BigInt(inner.total_capacity_size),
    usedCapacity: BigInt(inner.used_capacity_size),
    storagePricePerUnit: BigInt(inner.storage_price_per_unit_size),
    writePricePerUnit: BigInt(inner.write_price_per_unit_size),
    maxEpochsAhead: inner.future_accounting.length,
  });
}
