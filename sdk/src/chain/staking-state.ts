import type { ClientWithCoreApi } from '@mysten/sui/client';
import { parseStructTag } from '@mysten/sui/utils';
import { withJson } from '../base/json.js';
import * as staking from '../contracts/generated/walrus/staking.js';
import * as stakingInner from '../contracts/generated/walrus/staking_inner.js';
import { loadInner, loadObject, parseAs, type LoadedObject } from './objects.js';

/** Where an epoch stands. Times are ms since 1970, on the chain's clock. */
export type EpochPhase =
  /** The committee is taking over its shards; nodes with this many shards have said that they are done. */
  | {
      readonly kind: 'EpochChangeSync';
      /** Shards of the nodes that have reported. */
      readonly weight: number;
    }
  /** The committee took over at this time. Stake and votes count for the next one. */
  | {
      readonly kind: 'EpochChangeDone';
      /** When it took over. */
      readonly atMs: bigint;
    }
  /** The next committee was settled at this time. */
  | {
      readonly kind: 'NextParamsSelected';
      /** When it was settled. */
      readonly atMs: bigint;
    };

/** The state of the `Staking` object: committees, and where the epoch stands. */
export interface StakingState {
  /** The package that holds the contracts now. */
  readonly packageId: string;
  /** Its first version, which is in the names of types. */
  readonly originalPackageId: string;
  /** The current epoch; 0 before the first committee. */
  readonly epoch: number;
  /** Shards of the network. */
  readonly nShards: number;
  /** Length of an epoch. */
  readonly epochDurationMs: bigint;
  /** When the first epoch may begin, ms since 1970. */
  readonly firstEpochStartMs: bigint;
  /** Where the epoch stands. */
  readonly phase: EpochPhase;
  /** Shards by node id, in the order of node ids. */
  readonly committee: ReadonlyMap<string, readonly number[]>;
  /** The committee of the epoch before, in the same form. */
  readonly previousCommittee: ReadonlyMap<string, readonly number[]>;
  /** Known from the end of voting on. */
  readonly nextCommittee: ReadonlyMap<string, readonly number[]> | undefined;
}

/** The inner state of the `Staking` object as the contracts lay it out. */
type StakingInner = ReturnType<typeof stakingInner.StakingInnerV1.parse>;

/** The one place in which the `Staking` object is read and parsed. */
export interface LoadedStaking {
  readonly state: StakingState;
  readonly inner: StakingInner;
}

/**
 * Reads the state of committees and epochs.
 *
 * @throws ChainStateMissing when the object is not a `Staking` in a known layout; the signal's reason
 */
export async function readStakingState(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal?: AbortSignal,
): Promise<StakingState> {
  const object = await loadObject(client, { what: WHAT, objectId: stakingObjectId, signal });
  return withJson((await loadStaking(client, { stakingObjectId, object, signal })).state);
}

/**
 * Reads the inner state of a `Staking` object whose outer part is at hand. Throws as {@link
 * readStakingState}.
 */
export async function loadStaking(
  client: ClientWithCoreApi,
  {
    stakingObjectId,
    object,
    signal,
  }: {
    readonly stakingObjectId: string;
    readonly object: LoadedObject;
    readonly signal: AbortSignal | undefined;
  },
): Promise<LoadedStaking> {
  const outer = parseAs(WHAT, () => staking.Staking.parse(object.content));
  const originalPackageId = parseAs(WHAT, () => parseStructTag(object.type).address);
  const inner = await loadInner(client, {
    what: 'the staking state',
    parentId: stakingObjectId,
    version: BigInt(outer.version),
    parse: (bytes) => stakingInner.StakingInnerV1.parse(bytes),
    signal,
  });
  const state: StakingState = {
    packageId: outer.package_id,
    originalPackageId,
    epoch: inner.epoch,
    nShards: inner.n_shards,
    epochDurationMs: BigInt(inner.epoch_duration),
    firstEpochStartMs: BigInt(inner.first_epoch_start),
    phase: phaseOf(inner.epoch_state),
    committee: shardsById(inner.committee),
    previousCommittee: shardsById(inner.previous_committee),
    nextCommittee: inner.next_committee === null ? undefined : shardsById(inner.next_committee),
  };
  return { state, inner };
}

const WHAT = 'the Staking object';

function phaseOf({
  EpochChangeSync,
  EpochChangeDone,
  NextParamsSelected,
}: StakingInner['epoch_state']): EpochPhase {
  if (EpochChangeSync !== undefined) return { kind: 'EpochChangeSync', weight: EpochChangeSync };
  if (EpochChangeDone !== undefined) return { kind: 'EpochChangeDone', atMs: BigInt(EpochChangeDone) };
  return { kind: 'NextParamsSelected', atMs: BigInt(NextParamsSelected!) };
}

function shardsById([{ contents }]: StakingInner['committee']): Map<string, readonly number[]> {
  return new Map(contents.map(({ key, value }) => [key, value]));
}
