/**
 * The state of the ledger: one immutable value. A commit makes the next one, which shares almost everything
 * with the last; so a snapshot is a reference, and a failed or simulated transaction has nothing to undo.
 */
import type { Package } from '../vm/package.js';
import type { Address } from '../vm/types.js';
import type { CheckpointChain } from './checkpoints.js';
import { protocolVersion } from './limits.js';
import { emptyMap } from './sorted-map.js';
import type { SortedMap } from './sorted-map.js';
import type {
  Checkpoint,
  Digest,
  EpochInfo,
  ExecutedTransaction,
  LedgerObject,
  ObjectChange,
  Owner,
} from './types.js';

/** All versions of one object, newest first. No object: it was deleted or wrapped then. */
interface History {
  readonly object: LedgerObject | undefined;
  readonly older: History | undefined;
}

/** The whole state of a chain at one moment. Immutable: a change makes a new one. */
export interface State {
  readonly objects: SortedMap<History>;
  /** Objects by owner (`ownerKey`), then by id. */
  readonly owned: SortedMap<SortedMap<LedgerObject>>;
  /** Storage ids of the versions of each package, by original id, oldest first. */
  readonly packageVersions: SortedMap<readonly Address[]>;
  readonly transactions: SortedMap<ExecutedTransaction>;
  /** By `sequenceKey`. */
  readonly checkpoints: SortedMap<Checkpoint>;
  /** Undefined only before genesis. */
  readonly chain: CheckpointChain | undefined;
  /** By number of the epoch. */
  readonly epochs: readonly EpochInfo[];
  /** What `advanceClock` moves; the time of the next checkpoint is this, or just after the last one's. */
  readonly clockMs: bigint;
  readonly randomnessRound: bigint;
}

/** The state before genesis. */
export function emptyState(clockMs: bigint): State {
  return {
    objects: emptyMap(),
    owned: emptyMap(),
    packageVersions: emptyMap(),
    transactions: emptyMap(),
    checkpoints: emptyMap(),
    chain: undefined,
    epochs: [],
    clockMs,
    randomnessRound: 0n,
  };
}

/** The state in which a chain gets its genesis block. */
export function stateBeforeGenesis(options: {
  readonly startTimestampMs: bigint;
  readonly referenceGasPrice: bigint;
}): State {
  const epoch: EpochInfo = {
    epoch: 0n,
    referenceGasPrice: options.referenceGasPrice,
    startTimestampMs: options.startTimestampMs,
    firstCheckpoint: 0n,
    protocolVersion,
  };
  return { ...emptyState(options.startTimestampMs), epochs: [epoch] };
}

/** The newest version of an object, or the one asked for. */
export function objectOf(state: State, id: Address, version?: bigint): LedgerObject | undefined {
  let entry = state.objects.get(id);
  if (version === undefined) return entry?.object;
  while (entry !== undefined && entry.object?.version !== version) entry = entry.older;
  return entry?.object;
}

/** The package with this storage id. */
export function packageOf(state: State, id: Address): Package | undefined {
  const object = objectOf(state, id);
  return object?.data.kind === 'package' ? object.data.package : undefined;
}

/** The state with these changes of objects. */
export function withChanges(state: State, changes: readonly ObjectChange[]): State {
  let { objects, owned, packageVersions } = state;
  for (const { id, before, after } of changes) {
    if (before === undefined && after === undefined) continue;
    objects = objects.set(id, { object: after, older: objects.get(id) });
    const oldKey = before === undefined ? undefined : ownerKey(before.owner);
    const newKey = after === undefined ? undefined : ownerKey(after.owner);
    if (oldKey !== undefined && oldKey !== newKey) {
      const rest = (owned.get(oldKey) ?? emptyMap<LedgerObject>()).delete(id);
      owned = rest.size === 0 ? owned.delete(oldKey) : owned.set(oldKey, rest);
    }
    if (newKey !== undefined) {
      owned = owned.set(newKey, (owned.get(newKey) ?? emptyMap<LedgerObject>()).set(id, after!));
    }
    if (after?.data.kind === 'package' && before === undefined) {
      const { originalId } = after.data.package;
      packageVersions = packageVersions.set(originalId, [...(packageVersions.get(originalId) ?? []), id]);
    }
  }
  return { ...state, objects, owned, packageVersions };
}

/** The state with a checkpoint and the transactions in it. */
export function withCheckpoint(
  state: State,
  chain: CheckpointChain,
  executed: readonly ExecutedTransaction[],
): State {
  let { transactions } = state;
  for (const transaction of executed) transactions = transactions.set(transaction.digest, transaction);
  const { latest } = chain;
  const checkpoints = state.checkpoints.set(sequenceKey(latest.sequenceNumber), latest);
  return { ...state, transactions, checkpoints, chain, clockMs: latest.timestampMs };
}

/** Key of `State.owned`; undefined for owners that have no list of their objects. */
export function ownerKey(owner: Owner): string | undefined {
  switch (owner.kind) {
    case 'address':
    case 'consensus-address':
      return `address:${owner.address}`;
    case 'object':
      return `object:${owner.address}`;
    case 'shared':
    case 'immutable':
      return undefined;
  }
}

/** Key of `State.checkpoints`: sorts as the number does. */
export function sequenceKey(sequenceNumber: bigint): string {
  return sequenceNumber.toString(16).padStart(16, '0');
}

/** The epoch that is running. */
export function currentEpoch(state: State): EpochInfo {
  const epoch = state.epochs.at(-1);
  if (epoch === undefined) throw new TypeError('there is no epoch before genesis');
  return epoch;
}

/** Digest of the genesis checkpoint: what names the chain. */
export function chainIdentifier(state: State): Digest {
  const genesis = state.checkpoints.get(sequenceKey(0n));
  if (genesis === undefined) throw new TypeError('there is no chain before genesis');
  return genesis.digest;
}
