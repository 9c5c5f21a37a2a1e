import type { ClientWithCoreApi } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import * as staking from '../contracts/generated/walrus/staking.js';
import * as stakingInner from '../contracts/generated/walrus/staking_inner.js';
import { loadVersioned, loadVersionedAndTime, type Versioned } from './versioned.js';

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
  return withJson((await loadStaking(client, stakingObjectId, signal)).state);
}

/** The state with what the contracts keep beside it. Throws as {@link readStakingState}. */
export async function loadStaking(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal: AbortSignal | undefined,
): Promise<LoadedStaking> {
  return loaded(await loadVersioned(client, stakingAt(stakingObjectId, signal)));
}

/** The same with the time of the chain, in ms since 1970. Throws likewise. */
export async function loadTimedStaking(
  client: ClientWithCoreApi,
  stakingObjectId: string,
  signal: AbortSignal | undefined,
): Promise<LoadedStaking & { readonly nowMs: bigint }> {
  const versioned = await loadVersionedAndTime(client, stakingAt(stakingObjectId, signal));
  return { ...loaded(versioned), nowMs: versioned.nowMs };
}

const stakingAt = (objectId: string, signal: AbortSignal | undefined) => ({
  what: 'the Staking object',
  state: 'the staking state',
  objectId,
  parse: (content: Uint8Array) => staking.Staking.parse(content),
  parseState: (bytes: Uint8Array) => stakingInner.StakingInnerV1.parse(bytes),
  signal,
});

function loaded({
  outer,
  inner,
  originalPackageId,
}: Versioned<{ readonly package_id: string }, StakingInner>): LoadedStaking {
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
