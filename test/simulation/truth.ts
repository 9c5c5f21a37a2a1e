/**
 * What is so, by the ledger itself: follows every transaction, rebuilds the state from its events, and
 * compares that with the objects. Whatever does not hold is a violation.
 */
import type { Devnet } from '@haulout/devnet';
import type { ExecutedTransaction, LedgerObject } from '@haulout/devnet/ledger';
import { typeToString, type Type } from '@haulout/devnet/vm';
import { maxFaulty, type Committee } from '@haulout/sdk/certificate';
import { events } from '@haulout/sdk/contracts';
import type { Deployment, DeploymentRecord } from 'haulout';
import type { BlobFacts } from './state-from-events/blobs.js';
import type { Changed } from './state-from-events/state-part.js';
import type { EpochFacts, Shards } from './state-from-events/epochs.js';
import type { PoolFacts } from './state-from-events/pools.js';
import { StateFromEvents } from './state-from-events/state-from-events.js';
import type { SubsidyFacts } from './state-from-events/subsidies.js';
import { balanceCounter } from '../support/wal-total.js';

export type { BlobFacts, EpochFacts, PoolFacts, Shards };

export class Truth {
  readonly violations: string[] = [];
  /** Events of the contracts so far, as `digest/index`. */
  readonly events: string[] = [];
  transactions = 0;
  /** Shards that changed hands at epoch changes. */
  shardsMoved = 0;
  /** Events of the contracts so far, by name. */
  readonly counts = new Map<string, number>();
  /** Called with each event, after what it did: its name and BCS. */
  onEvent: ((name: string, contents: Uint8Array) => void) | undefined;
  readonly #devnet: Devnet;
  readonly #packageId: string;
  readonly #corePackageId: string;
  /** Undefined where there is no pool of subsidies. */
  readonly #subsidiesPackageId: string | undefined;
  readonly #nShards: number;
  readonly #expected: StateFromEvents;
  readonly #shunned = new Set<string>();
  readonly #names = new Map<Type, string>();
  readonly #walIn: (object: LedgerObject | undefined) => bigint;
  readonly #supplyIn: (object: LedgerObject | undefined) => bigint;
  readonly #unfollow: () => void;
  #isHeard: ((name: string) => boolean) | undefined;

  constructor(devnet: Devnet, deployment: Deployment & DeploymentRecord, nShards: number) {
    const { packageId, corePackageId, walType } = deployment;
    this.#devnet = devnet;
    this.#packageId = packageId;
    this.#corePackageId = corePackageId;
    this.#subsidiesPackageId = deployment.walrusSubsidiesPackageId;
    this.#nShards = nShards;
    this.#expected = new StateFromEvents(nShards, packageId);
    this.#walIn = balanceCounter(devnet.ledger, walType);
    this.#supplyIn = balanceCounter(devnet.ledger, walType, 'Supply');
    this.#unfollow = devnet.ledger.onCheckpoint(({ transactions }) => {
      try {
        for (const digest of transactions) this.#follow(devnet.ledger.getTransaction(digest)!);
      } catch (error) {
        // Otherwise whoever sent the transaction would take it for a failure of the chain.
        this.violations.push(`events: ${error instanceof Error ? error.stack : String(error)}`);
      }
    });
  }

  stop(): void {
    this.#unfollow();
  }

  /**
   * Follows what happened before, from a checkpoint on.
   *
   * @param isHeard whether an event of this name is taken note of
   */
  replay(from: bigint, isHeard?: (name: string) => boolean): void {
    const { ledger } = this.#devnet;
    this.#isHeard = isHeard;
    for (let at = from; at <= ledger.latestCheckpoint().sequenceNumber; at++)
      for (const digest of ledger.getCheckpoint(at)!.transactions)
        this.#follow(ledger.getTransaction(digest)!);
  }

  /** Blob objects by id. */
  get blobs(): ReadonlyMap<string, BlobFacts> {
    return this.#expected.blobs.facts;
  }

  /** Storage pools. */
  get pools(): readonly PoolFacts[] {
    return this.#expected.pools.facts;
  }

  /** Blob ids that were declared invalid. */
  get invalid(): ReadonlySet<string> {
    return this.#expected.blobs.invalid;
  }

  /** The pool of subsidies. */
  get subsidies(): SubsidyFacts {
    return this.#expected.subsidies.facts;
  }

  /** Whether a node takes stake. */
  takesStake(nodeId: string): boolean {
    return this.#expected.nodes.isActive(nodeId);
  }

  /** FROST that people have with a node that has left; undefined while it has not. */
  stakeLeft(nodeId: string): bigint | undefined {
    return this.#expected.nodes.stakeLeft(nodeId);
  }

  /** The committee as certificates are verified with it. */
  get signers(): Committee {
    return this.#expected.accounts.signers;
  }

  /** The package that holds the shared objects, and the number of its version. */
  get home(): { readonly packageId: string; readonly version: string } {
    return this.#expected.governance.home;
  }

  get epochs(): EpochFacts | undefined {
    return this.#expected.epochs.facts;
  }

  /** f of this network, in shards. */
  get maxFaulty(): number {
    return maxFaulty(this.#nShards);
  }

  get epoch(): number {
    return this.epochs?.epoch ?? 0;
  }

  /** From now on nobody is owed a blob. */
  shun(blobId: string): void {
    this.#shunned.add(blobId);
  }

  /** Blob ids that are paid for now and were certified before an epoch; any epoch by default. */
  readable(before = Infinity): string[] {
    const ids = new Set<string>();
    const pooled = this.pools.flatMap(({ endEpoch, blobs }) => blobs.map((blob) => ({ ...blob, endEpoch })));
    for (const { blobId, certifiedEpoch, endEpoch } of [...this.blobs.values(), ...pooled])
      if (certifiedEpoch !== undefined && certifiedEpoch < before && endEpoch > this.epoch) ids.add(blobId);
    for (const blobId of this.#shunned) ids.delete(blobId);
    return [...ids];
  }

  /**
   * The shards that matter now: whoever holds too many of one of these in faulty hands can stop the network.
   */
  responsible(): Shards[] {
    const { epochs } = this;
    if (!epochs) return [];
    const committees = [epochs.committee];
    if (epochs.state === 'EpochChangeSync') committees.push(epochs.previous);
    if (epochs.next) committees.push(epochs.next);
    return committees;
  }

  #follow(transaction: ExecutedTransaction): void {
    this.transactions++;
    this.#conserve(transaction);
    const moment = { clockMs: clockOf(transaction) };
    const applied: (readonly [name: string, contents: Uint8Array])[] = [];
    for (const [index, { type, contents }] of transaction.events.entries()) {
      if (type.kind !== 'datatype') continue;
      if (type.address === this.#packageId) this.events.push(`${transaction.digest}/${index}`);
      else if (type.address !== this.#subsidiesPackageId) continue;
      this.counts.set(type.name, (this.counts.get(type.name) ?? 0) + 1);
      if (this.#isHeard?.(type.name) === false) continue;
      this.#expected.apply(type.name, contents, moment);
      applied.push([type.name, contents]);
    }
    const before = this.epochs;
    const changes = transaction.changes.flatMap(({ id, before, after }) => this.#changed(id, before, after));
    // What a pool keeps apart is known by the pool.
    const isPool = ({ type }: Changed) => (type === 'staking_pool::StakingPool' ? 0 : 1);
    for (const changed of changes.sort((a, b) => isPool(a) - isPool(b)))
      for (const difference of this.#expected.differencesOf(changed))
        this.violations.push(`events: ${difference}`);
    if (before && this.epochs && this.epochs.epoch > before.epoch)
      this.shardsMoved += movedShards(before.committee, this.epochs.committee);
    for (const [name, contents] of applied) this.onEvent?.(name, contents);
  }

  /** R7: WAL is neither made nor lost; what is burned leaves the supply, and events tell how much. */
  #conserve({ digest, changes, events: emitted }: ExecutedTransaction): void {
    let [created, supplied] = [0n, 0n];
    for (const { before, after } of changes) {
      created += this.#walIn(after) - this.#walIn(before);
      supplied += this.#supplyIn(after) - this.#supplyIn(before);
    }
    if (created !== supplied)
      this.violations.push(
        `R7: transaction ${digest} changed the sum of all WAL by ${created} FROST, and the supply by ${supplied}`,
      );
    if (supplied === 0n) return;
    let burned = 0n;
    for (const { type, contents } of emitted)
      if (type.kind === 'datatype' && type.address === this.#packageId && type.name === 'RewardsBurned')
        burned += BigInt(events.RewardsBurned.parse(contents).amount);
    if (supplied !== -burned)
      this.violations.push(`R7: transaction ${digest} burned ${-supplied} FROST, and events say ${burned}`);
  }

  /** An object that may be of the contracts. */
  #changed(id: string, before: LedgerObject | undefined, after: LedgerObject | undefined): Changed[] {
    const { data, owner } = after ?? before ?? {};
    // What was made and put into another object at once has neither.
    if (data?.kind !== 'move') return [];
    const contents = after?.data.kind === 'move' ? after.data.contents : undefined;
    const parent = owner?.kind === 'object' ? owner.address : undefined;
    return [{ id, parent, type: this.#nameOf(data.type), contents }];
  }

  #nameOf(type: Type): string {
    let name = this.#names.get(type);
    if (name === undefined) {
      name = typeToString(type)
        .replaceAll(`${this.#packageId}::`, '')
        .replaceAll(`${this.#corePackageId}::`, '')
        .replaceAll(`${this.#subsidiesPackageId}::`, '')
        .replaceAll(FRAMEWORK, '')
        .replaceAll(' ', '');
      this.#names.set(type, name);
    }
    return name;
  }
}

/** Shards that somebody owns now and somebody else owned before. */
function movedShards(before: Shards, after: Shards): number {
  if (before.size === 0) return 0;
  let moved = 0;
  for (const [nodeId, shards] of after) {
    const kept = new Set(before.get(nodeId));
    moved += shards.filter((shard) => !kept.has(shard)).length;
  }
  return moved;
}

const FRAMEWORK = `0x${'2'.padStart(64, '0')}::`;
const CLOCK = `0x${'6'.padStart(64, '0')}`;

/** The time that a transaction could read. */
function clockOf({ objects, timestampMs }: ExecutedTransaction): bigint {
  const clock = objects.find(({ id }) => id === CLOCK);
  if (clock?.data.kind !== 'move') return timestampMs;
  return Buffer.from(clock.data.contents).readBigUInt64LE(32);
}
