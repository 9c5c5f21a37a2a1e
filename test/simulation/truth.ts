/**
 * What is so, by the ledger itself: follows every transaction, rebuilds the state from its events, and compares that with the objects.
 * Whatever does not hold is a violation.
 */
import type { Devnet } from '@haulout/devnet';
import type { ExecutedTransaction, LedgerObject } from '@haulout/devnet/ledger';
import { typeToString } from '@haulout/devnet/vm';
import { blob, events, stakingInner, systemStateInner } from '@haulout/sdk/contracts';
import { blobIdFromInteger, blobIdToString } from '@haulout/sdk/encoding';
import { maxFaulty } from '@haulout/sdk/certificate';
import type { Deployment } from 'haulout';
import { Indexer } from './indexer.js';
import { balanceCounter } from './wal-total.js';

/** A blob object, as events tell it. */
export interface BlobFacts {
  readonly objectId: string;
  /** URL-safe base64. */
  readonly blobId: string;
  readonly endEpoch: number;
  readonly deletable: boolean;
  readonly certifiedEpoch: number | undefined;
}

/** Shards by node id. */
export type Shards = ReadonlyMap<string, readonly number[]>;

/** The committees and what the epoch has come to. */
export interface EpochFacts {
  readonly epoch: number;
  readonly state: 'EpochChangeSync' | 'EpochChangeDone' | 'NextParamsSelected';
  readonly committee: Shards;
  readonly previous: Shards;
  readonly next: Shards | undefined;
}

export class Truth {
  readonly violations: string[] = [];
  readonly blobs = new Map<string, BlobFacts>();
  /** Events of the contracts so far, as `digest/index`. */
  readonly events: string[] = [];
  epochs: EpochFacts | undefined;
  transactions = 0;
  /** Shards that changed hands at epoch changes. */
  shardsMoved = 0;
  /** Told of each event: its name and BCS. */
  onEvent: ((name: string, contents: Uint8Array) => void) | undefined;
  readonly #devnet: Devnet;
  readonly #packageId: string;
  readonly #nShards: number;
  readonly #walIn: (object: LedgerObject | undefined) => bigint;
  readonly #indexer = new Indexer();
  readonly #unfollow: () => void;

  constructor(devnet: Devnet, { packageId, walType }: Deployment, nShards: number) {
    this.#devnet = devnet;
    this.#packageId = packageId;
    this.#nShards = nShards;
    this.#walIn = balanceCounter(devnet.ledger, walType);
    this.#unfollow = devnet.ledger.onCheckpoint(({ transactions }) => {
      for (const digest of transactions) this.#follow(devnet.ledger.getTransaction(digest)!);
    });
  }

  stop(): void {
    this.#unfollow();
  }

  /** f of this network, in shards. */
  get maxFaulty(): number {
    return maxFaulty(this.#nShards);
  }

  get epoch(): number {
    return this.epochs?.epoch ?? 0;
  }

  /** Blob ids that are paid for now and were certified before an epoch; any epoch by default. */
  readable(before = Infinity): string[] {
    const ids = new Set<string>();
    for (const { blobId, certifiedEpoch, endEpoch } of this.blobs.values())
      if (certifiedEpoch !== undefined && certifiedEpoch < before && endEpoch > this.epoch) ids.add(blobId);
    return [...ids];
  }

  /** The shards that matter now: whoever holds too many of one of these in faulty hands can stop the network. */
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
    for (const [index, { type, contents }] of transaction.events.entries()) {
      if (type.kind !== 'datatype' || type.address !== this.#packageId) continue;
      this.events.push(`${transaction.digest}/${index}`);
      this.#apply(type.name, contents);
      this.#indexer.apply(type.name, contents);
      this.onEvent?.(type.name, contents);
    }
    for (const { id, before, after } of transaction.changes) this.#compare(id, before, after);
  }

  #conserve({ digest, changes }: ExecutedTransaction): void {
    let created = 0n;
    for (const { before, after } of changes) created += this.#walIn(after) - this.#walIn(before);
    if (created !== 0n)
      this.violations.push(`R7: transaction ${digest} changed the sum of all WAL by ${created} FROST`);
  }

  #apply(name: string, contents: Uint8Array): void {
    const { blobs } = this;
    switch (name) {
      case 'BlobRegistered': {
        const { object_id, blob_id, end_epoch, deletable } = events.BlobRegistered.parse(contents);
        blobs.set(object_id, {
          objectId: object_id,
          blobId: textOf(blob_id),
          endEpoch: end_epoch,
          deletable,
          certifiedEpoch: undefined,
        });
        return;
      }
      case 'BlobCertified': {
        const { object_id, epoch, end_epoch } = events.BlobCertified.parse(contents);
        const known = blobs.get(object_id);
        if (!known)
          return void this.violations.push(`events: ${object_id} was certified and never registered`);
        blobs.set(object_id, { ...known, endEpoch: end_epoch, certifiedEpoch: epoch });
        return;
      }
      case 'BlobDeleted': {
        const { object_id } = events.BlobDeleted.parse(contents);
        if (!blobs.delete(object_id))
          this.violations.push(`events: ${object_id} was deleted and never registered`);
        return;
      }
      case 'BlobBurned':
        blobs.delete(events.BlobBurned.parse(contents).object_id);
        return;
      default:
    }
  }

  #compare(id: string, before: LedgerObject | undefined, after: LedgerObject | undefined): void {
    const data = (after ?? before)!.data;
    if (data.kind !== 'move') return;
    const type = typeToString(data.type);
    if (type.startsWith(`${this.#packageId}::`)) {
      const now = after?.data.kind === 'move' ? after.data.contents : undefined;
      this.#note(this.#indexer.differenceOf(type.slice(this.#packageId.length + 2), id, now));
    }
    if (type === `${this.#packageId}::blob::Blob`) {
      if (after) this.#compareBlob(id, data.contents);
    } else if (after && type.includes('::dynamic_field::Field<u64,') && type.includes(this.#packageId)) {
      if (type.endsWith('::staking_inner::StakingInnerV1>')) this.#compareStaking(data.contents);
      if (type.endsWith('::system_state_inner::SystemStateInnerV1>')) this.#compareSystem(data.contents);
    }
  }

  #note(difference: string | undefined): void {
    if (difference !== undefined) this.violations.push(`events: ${difference}`);
  }

  #compareBlob(id: string, contents: Uint8Array): void {
    const facts = this.blobs.get(id);
    const object = blob.Blob.parse(contents);
    const state = `ends ${object.storage.end_epoch}, certified ${object.certified_epoch}`;
    const told = facts && `ends ${facts.endEpoch}, certified ${facts.certifiedEpoch ?? null}`;
    if (state !== told)
      this.violations.push(`events: blob object ${id} ${state}; its events say it ${told ?? 'is gone'}`);
  }

  #compareStaking(contents: Uint8Array): void {
    const inner = stakingInner.StakingInnerV1.parse(contents.subarray(FIELD_HEADER));
    const shards = ([{ contents: entries }]: typeof inner.committee): Shards =>
      new Map(entries.map(({ key, value }) => [key, value]));
    const facts: EpochFacts = {
      epoch: inner.epoch,
      state: inner.epoch_state.$kind,
      committee: shards(inner.committee),
      previous: shards(inner.previous_committee),
      next: inner.next_committee ? shards(inner.next_committee) : undefined,
    };
    if (this.epochs && facts.epoch > this.epochs.epoch)
      this.shardsMoved += movedShards(this.epochs.committee, facts.committee);
    this.epochs = facts;
    for (const [which, committee] of Object.entries({
      current: facts.committee,
      previous: facts.previous,
      next: facts.next ?? new Map<string, number[]>(),
    })) {
      if (committee.size > 0) this.#checkShards(`the ${which} committee of epoch ${facts.epoch}`, committee);
    }
  }

  /** R6: exactly n shards are assigned, each to one node. */
  #checkShards(what: string, committee: Shards): void {
    const assigned = [...committee.values()].flat().sort((a, b) => a - b);
    const complete = assigned.length === this.#nShards && assigned.every((shard, index) => shard === index);
    if (!complete)
      this.violations.push(`R6: ${what} has the shards ${assigned.join(' ')} of ${this.#nShards}`);
  }

  #compareSystem(contents: Uint8Array): void {
    const system = systemStateInner.SystemStateInnerV1.parse(contents.subarray(FIELD_HEADER));
    const { committee, storage_price_per_unit_size, write_price_per_unit_size } = system;
    this.#note(this.#indexer.differenceOfPrices(storage_price_per_unit_size, write_price_per_unit_size));
    const weight = committee.members.reduce((sum, member) => sum + member.weight, 0);
    if (committee.members.length > 0 && weight !== this.#nShards) {
      this.violations.push(
        `R6: the signing committee of epoch ${committee.epoch} weighs ${weight} of ${this.#nShards}`,
      );
    }
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

/** A dynamic field named by a u64: its id and its name come first. */
const FIELD_HEADER = 32 + 8;

const textOf = (blobId: string) => blobIdToString(blobIdFromInteger(BigInt(blobId)));
