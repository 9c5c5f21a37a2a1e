/**
 * What the network sells and owes: capacity and WAL by epoch, prices and the votes behind them, and who
 * signs.
 */
import { bcs } from '@mysten/sui/bcs';
import { stakingInner, systemStateInner } from '@haulout/sdk/contracts';
import { encodedLength } from '@haulout/sdk/encoding';
import { quorumWeight, type Committee } from '@haulout/sdk/certificate';
import { difference, valueOf, type Changed, type StatePart, type Handlers } from './state-part.js';
import { shardsOf, type Shards } from './epochs.js';
import type { StakesAndStorage } from './stakes-and-storage.js';
import { compressed, type Nodes, type Votes } from './nodes.js';

const UNIT_BYTES = 1n << 20n;
const MAX_U64 = (1n << 64n) - 1n;

interface Params {
  readonly storagePrice: bigint;
  readonly writePrice: bigint;
  readonly capacity: bigint;
}

/** Who signs with which key, in the order of their bits. */
type Signers = readonly { readonly nodeId: string; readonly weight: number; readonly key: string }[];

/** Before the first epoch: whatever its committee asks for is less. */
const NOTHING_ON_OFFER: Params = { storagePrice: MAX_U64, writePrice: MAX_U64, capacity: 0n };

export class Accounts implements StatePart {
  readonly #nShards: number;
  readonly #resources: StakesAndStorage;
  readonly #nodes: Nodes;
  #epoch = 0;
  /** By epoch: bytes promised, and FROST for those who store them. */
  readonly #used = new Map<number, bigint>();
  readonly #rewards = new Map<number, bigint>();
  #prices: { readonly storage: bigint; readonly write: bigint } = { storage: 0n, write: 0n };
  #capacity = 0n;
  #signers: Signers = [];
  /** What was settled, when voting ended, for the current epoch and for the next one. */
  #current: Params = NOTHING_ON_OFFER;
  #settled: (Params & { readonly signers: Signers }) | undefined;
  #isSettling = false;
  #isForFree = false;
  /** Bytes that nodes refuse to store. */
  readonly #denied = new Map<string, bigint>();
  readonly #wrong: string[] = [];

  constructor(nShards: number, resources: StakesAndStorage, nodes: Nodes) {
    this.#nShards = nShards;
    this.#resources = resources;
    this.#nodes = nodes;
  }

  /** The committee as certificates are verified with it. */
  get signers(): Committee {
    const members = this.#signers.map(({ nodeId, weight, key }) => ({
      nodeId,
      weight,
      publicKey: Uint8Array.from(Buffer.from(key, 'hex')),
    }));
    return { epoch: this.#epoch, nShards: this.#nShards, members };
  }

  readonly handlers: Handlers = {
    StorageReserved: ({ epoch, storage_size, start_epoch, end_epoch, payment }) => {
      this.#sell(BigInt(storage_size), start_epoch, end_epoch);
      this.#pay(epoch, end_epoch, BigInt(payment));
    },
    /** This part takes the event in before the resources do: there the storage still has its old end. */
    StorageExtended: ({ object_id, end_epoch, payment }) => {
      const { size, end } = this.#resources.storage(object_id)!;
      this.#sell(BigInt(size), end, end_epoch);
      this.#pay(end, end_epoch, BigInt(payment));
    },
    EventBlobAttested: () => void (this.#isForFree = true),
    BlobRegistered: ({ size }) => {
      const units = ceil(BigInt(encodedLength(this.#nShards, Number(size))), UNIT_BYTES);
      if (!this.#isForFree) this.#earn(this.#epoch, units * this.#prices.write);
      this.#isForFree = false;
    },
    SubsidyAdded: ({ epoch, amounts }) => {
      for (const [ahead, amount] of amounts.entries()) this.#earn(epoch + ahead, BigInt(amount));
    },
    SharedBlobFundsReleased: ({ epoch, amount }) => this.#earn(epoch, BigInt(amount)),
    StorageNodeRemoved: ({ epoch, node_id, dust }) => {
      this.#earn(epoch, BigInt(dust));
      this.#denied.delete(node_id);
    },
    EpochParametersSelected: () => void (this.#isSettling = true),
    EpochChangeStart: ({ epoch }) => {
      // What is not paid out is for the epoch that begins.
      this.#earn(epoch, this.#rewards.get(this.#epoch) ?? 0n);
      this.#rewards.delete(this.#epoch);
      this.#used.delete(this.#epoch);
      this.#epoch = epoch;
      const { signers, ...params } = this.#settled!;
      const { capacity } = params;
      this.#current = params;
      const used = this.#used.get(epoch) ?? 0n;
      this.#capacity = capacity > used ? capacity : used;
      this.#signers = signers;
    },
    RewardsPaid: ({ epoch, rewards, commission }) => this.#earn(epoch, -BigInt(rewards) - BigInt(commission)),
    RewardsUnearned: ({ epoch, amount }) => this.#earn(epoch, -BigInt(amount)),
    PricesUpdated: ({ storage_price, write_price }) => {
      this.#prices = { storage: BigInt(storage_price), write: BigInt(write_price) };
      this.#wrong.push(
        ...difference(
          'the prices that were settled for the epoch',
          [this.#current.storagePrice, this.#current.writePrice],
          [this.#prices.storage, this.#prices.write],
        ),
      );
    },
    DenyListSizeChanged: ({ node_id, size }) => {
      this.#denied.delete(node_id);
      if (BigInt(size) > 0n) this.#denied.set(node_id, BigInt(size));
    },
  };

  differencesOf({ type, contents }: Changed): readonly string[] {
    if (!contents) return [];
    switch (type) {
      case 'dynamic_field::Field<u64,staking_inner::StakingInnerV1>':
        return this.#settle(stakingInner.StakingInnerV1.parse(valueOf(contents, 8)));
      case 'dynamic_field::Field<u64,system_state_inner::SystemStateInnerV1>':
        return this.#stateDifferences(systemStateInner.SystemStateInnerV1.parse(valueOf(contents, 8)));
      case 'dynamic_field::Field<extended_field::Key,vec_map::VecMap<object::ID,u64>>':
        return difference(
          'what nodes refuse',
          [...this.#denied],
          DeniedSizes.parse(valueOf(contents, 1)).map(({ key, value }) => [key, value]),
        );
      default:
        return [];
    }
  }

  /** R8: what the next committee has agreed on follows from its votes. */
  #settle({ next_committee, next_epoch_params: is }: ReturnType<typeof stakingInner.StakingInnerV1.parse>) {
    if (!this.#isSettling || !next_committee || !is) return [];
    this.#isSettling = false;
    const committee: Shards = shardsOf(next_committee);
    const weights = new Map([...committee].map(([nodeId, shards]) => [nodeId, shards.length]));
    const params = this.#paramsOf(weights);
    const signers = [...weights].map(([nodeId, weight]) => ({
      nodeId,
      weight,
      key: this.#nodes.nextKey(nodeId)!,
    }));
    this.#settled = { ...params, signers };
    return difference('the vote for the next epoch', params, {
      storagePrice: is.storage_price_per_unit_size,
      writePrice: is.write_price_per_unit_size,
      capacity: is.total_capacity_size,
    });
  }

  #stateDifferences(is: ReturnType<typeof systemStateInner.SystemStateInnerV1.parse>): readonly string[] {
    const { ring_buffer } = is.future_accounting;
    const accounts = [...ring_buffer].sort((a, b) => a.epoch - b.epoch);
    const expected = accounts.map(({ epoch }) => [
      epoch,
      this.#used.get(epoch) ?? 0n,
      this.#rewards.get(epoch) ?? 0n,
    ]);
    const { committee } = is;
    const signers = committee.members.map(({ node_id, weight, public_key }) => ({
      nodeId: node_id,
      weight,
      key: compressed(public_key.bytes),
    }));
    return [
      ...this.#wrong.splice(0),
      ...difference(
        'what is sold and paid for',
        expected,
        accounts.map(({ epoch, used_capacity, rewards_to_distribute }) => [
          epoch,
          used_capacity,
          rewards_to_distribute.value,
        ]),
      ),
      ...difference(
        'the capacity',
        [this.#capacity, this.#used.get(this.#epoch) ?? 0n],
        [is.total_capacity_size, is.used_capacity_size],
      ),
      ...difference(
        'the prices',
        [this.#prices.storage, this.#prices.write],
        [is.storage_price_per_unit_size, is.write_price_per_unit_size],
      ),
      ...difference('the epoch of who signs', this.#epoch, committee.epoch),
      ...difference(`those who sign in epoch ${this.#epoch}`, this.#signers, signers),
    ];
  }

  #sell(bytes: bigint, start: number, end: number): void {
    for (let epoch = start; epoch < end; epoch++) {
      this.#used.set(epoch, (this.#used.get(epoch) ?? 0n) + bytes);
    }
  }

  /** Storage is paid for in equal parts: what is bought for later from the current epoch on. */
  #pay(start: number, end: number, payment: bigint): void {
    for (let epoch = start; epoch < end; epoch++) this.#earn(epoch, payment / BigInt(end - start));
  }

  #earn(epoch: number, frost: bigint): void {
    this.#rewards.set(epoch, (this.#rewards.get(epoch) ?? 0n) + frost);
  }

  #paramsOf(weights: ReadonlyMap<string, number>): Params {
    const votes = [...weights].map(([nodeId, weight]) => ({ ...this.#nodes.votes(nodeId)!, weight }));
    const vote = (numberOf: (vote: Votes & { weight: number }) => bigint, isHighest: boolean) =>
      voted(
        votes.map((one) => ({ value: numberOf(one), weight: one.weight })),
        quorumWeight(this.#nShards),
        isHighest,
      );
    /** It stays, unless a quorum wants it higher or lower. */
    const price = (now: bigint, numberOf: (vote: Votes) => bigint) => {
      const [least, most] = [vote(numberOf, true), vote(numberOf, false)];
      if (now < least) return least;
      return now > most ? most : now;
    };
    return {
      storagePrice: price(this.#current.storagePrice, ({ storagePrice }) => storagePrice),
      writePrice: price(this.#current.writePrice, ({ writePrice }) => writePrice),
      capacity: vote(({ capacity, weight }) => {
        const whole = (capacity * BigInt(this.#nShards)) / BigInt(weight);
        return whole < MAX_U64 ? whole : MAX_U64;
      }, true),
    };
  }
}

const DeniedSizes = bcs.vector(bcs.struct('Denied', { key: bcs.Address, value: bcs.u64() }));

/** The best number that a quorum accepts: all whose own is as good or better from where they stand. */
function voted(
  votes: readonly { readonly value: bigint; readonly weight: number }[],
  quorum: number,
  isHighest: boolean,
): bigint {
  const accepts = (own: bigint, number: bigint) => (isHighest ? own >= number : own <= number);
  const candidates = votes
    .map(({ value }) => value)
    .filter(
      (number) =>
        votes.reduce((sum, { value, weight }) => sum + (accepts(value, number) ? weight : 0), 0) >= quorum,
    );
  return candidates.reduce((best, number) => (isHighest === number > best ? number : best));
}

const ceil = (a: bigint, b: bigint) => (a + b - 1n) / b;
