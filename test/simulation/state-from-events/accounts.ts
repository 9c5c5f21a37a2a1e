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
  /** Of the current epoch and of the next one, in basis points, and who has asked for what. */
  #burnRate = { current: 0, next: 0, votes: new Map<string, number>() };
  /** FROST that the last epoch has earned. */
  #earned = 0n;
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

  /** What is promised and paid for an epoch: bytes, and FROST. */
  of(epoch: number): { readonly used: bigint; readonly rewards: bigint } {
    return { used: this.#used.get(epoch) ?? 0n, rewards: this.#rewards.get(epoch) ?? 0n };
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
    /** Likewise: there the storage still has its old size. */
    StorageIncreased: ({ epoch, object_id, storage_size, payment }) => {
      const { size, end } = this.#resources.storage(object_id)!;
      this.#sell(BigInt(storage_size) - BigInt(size), epoch, end);
      this.#pay(epoch, end, BigInt(payment));
    },
    PooledBlobRegistered: ({ unencoded_size }) => {
      const units = ceil(BigInt(encodedLength(this.#nShards, Number(unencoded_size))), UNIT_BYTES);
      this.#earn(this.#epoch, units * this.#prices.write);
    },
    BurnRateVoted: ({ node_id, burn_rate, next_burn_rate }) => {
      const { current, votes } = this.#burnRate;
      for (const nodeId of [...votes.keys()])
        if (!this.#signers.some((signer) => signer.nodeId === nodeId)) votes.delete(nodeId);
      votes.set(node_id, burn_rate);
      const wanted = this.#signers.map(({ nodeId, weight }) => ({
        value: BigInt(votes.get(nodeId) ?? current),
        weight,
      }));
      const next = Number(this.#price(BigInt(current), wanted));
      this.#burnRate = { current, next, votes };
      this.#wrong.push(...difference('the vote for what is burned', next, next_burn_rate));
    },
    /** The epoch that has ended had it, and what was left is in the one that has begun. */
    RewardsBurned: ({ burn_rate, amount, next_burn_rate }) => {
      this.#earn(this.#epoch, -BigInt(amount));
      const { current, next } = this.#burnRate;
      const due = (this.#earned * BigInt(current)) / 10_000n;
      this.#burnRate = { ...this.#burnRate, current: next };
      this.#wrong.push(
        ...difference('what is burned', [current, due, next], [burn_rate, BigInt(amount), next_burn_rate]),
      );
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
      const isStored = (this.#used.get(this.#epoch) ?? 0n) > 0n;
      this.#earned = isStored ? (this.#rewards.get(this.#epoch) ?? 0n) : 0n;
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
      case 'dynamic_field::Field<staking_inner::BurnRateKey,burn_rate::BurnRate>': {
        const { current, next, votes } = BurnRate.parse(valueOf(contents, 1));
        const named = votes.map(({ node_id, rate }) => [node_id, rate] as const);
        return difference(
          'the share of rewards that is burned',
          { ...this.#burnRate, votes: [...this.#burnRate.votes].sort(byId) },
          { current, next, votes: named.toSorted(byId) },
        );
      }
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
    const expected = accounts.map(({ epoch }) => {
      const { used, rewards } = this.of(epoch);
      return [epoch, used, rewards];
    });
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

  /** It stays, unless a quorum wants it higher or lower. */
  #price(now: bigint, votes: Parameters<typeof voted>[0]): bigint {
    const quorum = quorumWeight(this.#nShards);
    const [least, most] = [voted(votes, quorum, true), voted(votes, quorum, false)];
    if (now < least) return least;
    return now > most ? most : now;
  }

  #paramsOf(weights: ReadonlyMap<string, number>): Params {
    const votes = [...weights].map(([nodeId, weight]) => ({ ...this.#nodes.votes(nodeId)!, weight }));
    const vote = (numberOf: (vote: Votes & { weight: number }) => bigint, isHighest: boolean) =>
      voted(
        votes.map((one) => ({ value: numberOf(one), weight: one.weight })),
        quorumWeight(this.#nShards),
        isHighest,
      );
    const price = (now: bigint, numberOf: (vote: Votes) => bigint) =>
      this.#price(
        now,
        votes.map((one) => ({ value: numberOf(one), weight: one.weight })),
      );
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

const BurnRate = bcs.struct('BurnRate', {
  current: bcs.u16(),
  next: bcs.u16(),
  votes: bcs.vector(bcs.struct('BurnVote', { node_id: bcs.Address, rate: bcs.u16() })),
});
const byId = ([a]: readonly [string, number], [b]: readonly [string, number]) => (a < b ? -1 : 1);
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
