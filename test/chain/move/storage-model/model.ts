/**
 * What the storage market should do, in plain TypeScript and exact integers: a second telling of the rules in
 * move/README.md, against which the contracts are held. It knows no BCS, no transactions and no certificates.
 *
 * Every operation is planned first: the plan is either the name of the abort with which the chain has to
 * refuse it, or the change that it makes, to be applied with the ids of the objects that the chain has made.
 */

/** Bytes of encoded data in a unit of storage. */
const UNIT = 1n << 20n;

/** A right to so many bytes in the epochs from `start` to before `end`. */
export interface StorageRight {
  start: number;
  end: number;
  size: bigint;
}

export interface ModelBlob {
  readonly blobId: bigint;
  readonly size: bigint;
  readonly deletable: boolean;
  readonly registered: number;
  /** Id of the storage object, which has to come back unchanged. */
  readonly storageId: string;
  readonly storage: StorageRight;
  certified: number | undefined;
  attributes: Map<string, string> | undefined;
}

export interface ModelSharedBlob {
  readonly blobObjectId: string;
  readonly blob: ModelBlob;
  funds: bigint;
}

export interface Account {
  readonly epoch: number;
  used: bigint;
  rewards: bigint;
}

export interface ModelNode {
  /** Shards in the current epoch. */
  weight: number;
  storagePrice: bigint;
  writePrice: bigint;
  capacity: bigint;
  /** Bytes that it refuses to store. */
  denied: bigint;
  /** FROST paid to its pool so far. */
  earned: bigint;
}

/** Objects that a transaction has made, by the last part of their type. */
export type Made = Readonly<Record<'Storage' | 'Blob' | 'SharedBlob', readonly string[]>>;

export type Plan =
  | { readonly abort: string; readonly apply?: undefined }
  | { readonly apply: (made: Made) => void };

const abort = (name: string): Plan => ({ abort: name });
const NOT_ENOUGH = 'balance::ENotEnough';

/** The state of the market. */
export class StorageModel {
  epoch = 1;
  capacity = 0n;
  /** Before the first committee: whatever it asks for is less. */
  storagePrice = 2n ** 64n - 1n;
  writePrice = 2n ** 64n - 1n;
  /** The current epoch's account first. */
  readonly accounts: Account[];
  /** By node id. */
  readonly nodes = new Map<string, ModelNode>();
  /** FROST in each of the user's coins. */
  readonly coins: bigint[];
  readonly storages = new Map<string, StorageRight>();
  readonly blobs = new Map<string, ModelBlob>();
  readonly shared = new Map<string, ModelSharedBlob>();
  readonly nShards: number;

  constructor(options: { nShards: number; maxEpochsAhead: number; coins: readonly bigint[] }) {
    this.nShards = options.nShards;
    this.coins = [...options.coins];
    this.accounts = Array.from({ length: options.maxEpochsAhead }, (_, index) => ({
      epoch: 1 + index,
      used: 0n,
      rewards: 0n,
    }));
  }

  // === Storage ===

  reserve(amount: bigint, epochs: number, coin: number): Plan {
    return this.#sell(amount, 0, epochs, coin);
  }

  reserveForEpochs(amount: bigint, start: number, end: number, coin: number): Plan {
    return this.#sell(
      amount,
      Math.max(start, this.epoch) - this.epoch,
      Math.max(end, this.epoch) - this.epoch,
      coin,
    );
  }

  splitByEpoch(id: string, epoch: number): Plan {
    const storage = this.storages.get(id)!;
    if (!(storage.start < epoch && epoch < storage.end)) return abort('storage_resource::EInvalidEpoch');
    return {
      apply: ({ Storage: [later] }) => {
        this.storages.set(later!, { ...storage, start: epoch });
        storage.end = epoch;
      },
    };
  }

  splitBySize(id: string, size: bigint): Plan {
    const storage = this.storages.get(id)!;
    if (size > storage.size) return abort('storage_resource::EIncompatibleAmount');
    return {
      apply: ({ Storage: [rest] }) => {
        this.storages.set(rest!, { ...storage, size: storage.size - size });
        storage.size = size;
      },
    };
  }

  fuse(id: string, otherId: string, how: 'fuse' | 'periods' | 'amount'): Plan {
    const storage = this.storages.get(id)!;
    const other = this.storages.get(otherId)!;
    const byAmount = how === 'amount' || (how === 'fuse' && storage.start === other.start);
    const refusal = byAmount ? amountsMisfit(storage, other) : periodsMisfit(storage, other);
    if (refusal) return abort(refusal);
    return {
      apply: () => {
        join(storage, other, byAmount);
        this.storages.delete(otherId);
      },
    };
  }

  destroy(id: string): Plan {
    return { apply: () => void this.storages.delete(id) };
  }

  // === Blobs ===

  register(storageId: string, blobId: bigint, size: bigint, deletable: boolean, coin: number): Plan {
    const storage = this.storages.get(storageId)!;
    if (!(storage.start <= this.epoch && this.epoch < storage.end)) return abort('blob::EResourceBounds');
    const encoded = this.encodedSize(size);
    if (encoded > storage.size) return abort('blob::EResourceSize');
    const price = this.writePrice * units(encoded);
    if (this.coins[coin]! < price) return abort(NOT_ENOUGH);
    return {
      apply: ({ Blob: [id] }) => {
        this.#pay(coin, 0, price);
        this.storages.delete(storageId);
        this.blobs.set(id!, {
          blobId,
          size,
          deletable,
          registered: this.epoch,
          storageId,
          storage,
          certified: undefined,
          attributes: undefined,
        });
      },
    };
  }

  certify(blob: ModelBlob, flaw: 'none' | 'other blob' | 'other persistence' | 'other object'): Plan {
    if (flaw === 'other blob') return abort('blob::EInvalidBlobId');
    if (blob.certified !== undefined) return abort('blob::EAlreadyCertified');
    if (this.epoch >= blob.storage.end) return abort('blob::EResourceBounds');
    if (flaw === 'other persistence') return abort('blob::EInvalidBlobPersistenceType');
    if (flaw === 'other object') return abort('blob::EInvalidBlobObject');
    return { apply: () => void (blob.certified = this.epoch) };
  }

  extend(blob: ModelBlob, epochs: number, payer: Payer): Plan {
    const dead = this.#notAlive(blob);
    if (dead) return abort(dead);
    const start = blob.storage.end - this.epoch;
    const booking = this.#book(blob.storage.size, start, start + epochs, payer.funds, start);
    if ('abort' in booking) return booking;
    return {
      apply: () => {
        booking.apply((price) => payer.pay(price));
        blob.storage.end += epochs;
      },
    };
  }

  extendWithStorage(blob: ModelBlob, storageId: string): Plan {
    const dead = this.#notAlive(blob);
    if (dead) return abort(dead);
    const extension = this.storages.get(storageId)!;
    if (extension.end <= blob.storage.end) return abort('blob::EResourceBounds');
    const misfit = periodsMisfit(blob.storage, extension);
    if (misfit) return abort(misfit);
    return {
      apply: () => {
        join(blob.storage, extension, false);
        this.storages.delete(storageId);
      },
    };
  }

  delete(id: string): Plan {
    const blob = this.blobs.get(id)!;
    if (!blob.deletable) return abort('blob::EBlobNotDeletable');
    if (this.epoch >= blob.storage.end) return abort('blob::EResourceBounds');
    return {
      apply: () => {
        this.blobs.delete(id);
        this.storages.set(blob.storageId, blob.storage);
      },
    };
  }

  burn(id: string): Plan {
    return { apply: () => void this.blobs.delete(id) };
  }

  setAttribute(id: string, key: string, value: string): Plan {
    const blob = this.blobs.get(id)!;
    return {
      apply: () => {
        const attributes = (blob.attributes ??= new Map());
        attributes.delete(key); // what is set anew comes last
        attributes.set(key, value);
      },
    };
  }

  removeAttribute(id: string, key: string): Plan {
    return { apply: () => void this.blobs.get(id)!.attributes?.delete(key) };
  }

  takeAttributes(id: string): Plan {
    const blob = this.blobs.get(id)!;
    if (blob.attributes === undefined) return abort('blob::EMissingMetadata');
    return { apply: () => void (blob.attributes = undefined) };
  }

  // === Shared blobs ===

  share(id: string, funds: bigint, coin: number): Plan {
    const blob = this.blobs.get(id)!;
    return {
      apply: ({ SharedBlob: [sharedId] }) => {
        this.coins[coin]! -= funds;
        this.blobs.delete(id);
        this.shared.set(sharedId!, { blobObjectId: id, blob, funds });
      },
    };
  }

  fund(sharedId: string, amount: bigint, coin: number): Plan {
    return {
      apply: () => {
        this.coins[coin]! -= amount;
        this.shared.get(sharedId)!.funds += amount;
      },
    };
  }

  /** Whoever pays: a coin of the user, or the purse of a shared blob. */
  payer(of: { readonly coin: number } | { readonly shared: ModelSharedBlob }): Payer {
    if ('shared' in of) {
      const { shared } = of;
      return { funds: shared.funds, pay: (price) => void (shared.funds -= price) };
    }
    return { funds: this.coins[of.coin]!, pay: (price) => void (this.coins[of.coin]! -= price) };
  }

  // === Subsidies ===

  subsidise(amount: bigint, epochs: number, coin: number): Plan {
    if (epochs < 1 || epochs > this.accounts.length) return abort('system_state_inner::EInvalidEpochsAhead');
    const share = amount / BigInt(epochs);
    const amounts = Array.from({ length: epochs }, () => share);
    amounts[0] = amount - share * BigInt(epochs - 1);
    return this.subsidiseEach(amounts, coin);
  }

  subsidiseEach(amounts: readonly bigint[], coin: number): Plan {
    if (amounts.length > this.accounts.length) return abort('system_state_inner::EInvalidEpochsAhead');
    return { apply: () => amounts.forEach((amount, index) => this.#pay(coin, index, amount)) };
  }

  // === Nodes and epochs ===

  vote(nodeId: string, what: 'storagePrice' | 'writePrice' | 'capacity', value: bigint): Plan {
    return { apply: () => void (this.nodes.get(nodeId)![what] = value) };
  }

  deny(nodeId: string, bytes: bigint): Plan {
    const node = this.nodes.get(nodeId)!;
    if (node.weight === 0) return abort('deny_list::ENotCommitteeMember');
    return { apply: () => void (node.denied = bytes) };
  }

  /** The network stores its own record for free, as long as storage is sold and whatever the capacity. */
  storeEventBlob(size: bigint): Plan {
    const encoded = this.encodedSize(size);
    return { apply: () => this.accounts.forEach((account) => void (account.used += encoded)) };
  }

  /** The prices of the epoch hold until it ends, whatever nodes vote for. */
  updatePrices(): Plan {
    return { apply: () => {} };
  }

  /**
   * Ends the epoch. `weights` are the shards of the next committee, by node id; what it votes for holds from
   * now on.
   */
  nextEpoch(weights: ReadonlyMap<string, number>): void {
    const closed = this.accounts.shift()!;
    this.accounts.push({ epoch: closed.epoch + this.accounts.length + 1, used: 0n, rewards: 0n });
    const merits = [...this.nodes.values()].map((node) => {
      const stored = closed.used > node.denied ? closed.used - node.denied : 0n;
      return { node, merit: BigInt(node.weight) * stored };
    });
    const total = merits.reduce((sum, { merit }) => sum + merit, 0n);
    let left = closed.rewards;
    for (const { node, merit } of merits) {
      const share = total === 0n ? 0n : (closed.rewards * merit) / total;
      node.earned += share;
      left -= share;
    }
    this.accounts[0]!.rewards += left;

    this.epoch++;
    for (const [id, node] of this.nodes) node.weight = weights.get(id) ?? 0;
    this.settle();
  }

  /** Prices and capacity as the committee votes; capacity never falls below what is sold. */
  settle(): void {
    this.storagePrice = this.#nextPrice(this.storagePrice, (node) => node.storagePrice);
    this.writePrice = this.#nextPrice(this.writePrice, (node) => node.writePrice);
    const voted = this.#supported(
      ({ capacity, weight }) => (capacity * BigInt(this.nShards)) / BigInt(weight),
      'from above',
    );
    this.capacity = voted > this.accounts[0]!.used ? voted : this.accounts[0]!.used;
  }

  // === Totals ===

  /** All WAL that is not staked: it must never change. */
  totalWal(): bigint {
    const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((a, b) => a + b, 0n);
    return (
      sum(this.coins) +
      sum(this.accounts.map(({ rewards }) => rewards)) +
      sum([...this.shared.values()].map(({ funds }) => funds)) +
      sum([...this.nodes.values()].map(({ earned }) => earned))
    );
  }

  /**
   * Bytes of a blob once it is encoded: n slivers in both directions, and each shard's copy of the hashes.
   */
  encodedSize(size: bigint): bigint {
    const n = BigInt(this.nShards);
    const f = (n - 1n) / 3n;
    const [rows, columns] = [n - 2n * f, n - f];
    const symbols = rows * columns;
    let symbol = ((size === 0n ? 1n : size) + symbols - 1n) / symbols;
    if (symbol % 2n === 1n) symbol++;
    return n * ((rows + columns) * symbol + 64n * n + 32n);
  }

  /** Bytes that can still be sold in the epochs from `start` to before `end`, ahead of the current one. */
  room(start: number, end: number): bigint {
    const most = this.accounts.slice(start, end).reduce((max, { used }) => (used > max ? used : max), 0n);
    return this.capacity > most ? this.capacity - most : 0n;
  }

  // === Helpers ===

  #sell(amount: bigint, start: number, end: number, coin: number): Plan {
    if (amount === 0n) return abort('system_state_inner::EInvalidResourceSize');
    const booking = this.#book(amount, start, end, this.coins[coin]!, 0);
    if ('abort' in booking) return booking;
    const right = { start: this.epoch + start, end: this.epoch + end, size: amount };
    return {
      apply: ({ Storage: [id] }) => {
        booking.apply((price) => void (this.coins[coin]! -= price));
        this.storages.set(id!, right);
      },
    };
  }

  /** Sets capacity aside from `start` on, and takes the price from `paidFrom` on, both up to `end`. */
  #book(
    amount: bigint,
    start: number,
    end: number,
    funds: bigint,
    paidFrom: number,
  ): { readonly abort: string } | { readonly apply: (pay: (price: bigint) => void) => void } {
    if (!(start < end && end <= this.accounts.length)) {
      return { abort: 'system_state_inner::EInvalidEpochsAhead' };
    }
    const price = this.storagePrice * units(amount);
    if (this.accounts.slice(start, end).some(({ used }) => used + amount > this.capacity)) {
      return { abort: 'system_state_inner::EStorageExceeded' };
    }
    if (funds < price * BigInt(end - paidFrom)) return { abort: NOT_ENOUGH };
    return {
      apply: (pay) => {
        for (const account of this.accounts.slice(start, end)) account.used += amount;
        for (const account of this.accounts.slice(paidFrom, end)) {
          account.rewards += price;
          pay(price);
        }
      },
    };
  }

  #pay(coin: number, epochsAhead: number, amount: bigint): void {
    this.coins[coin]! -= amount;
    this.accounts[epochsAhead]!.rewards += amount;
  }

  #notAlive(blob: ModelBlob): string | undefined {
    if (blob.certified === undefined) return 'blob::ENotCertified';
    return this.epoch < blob.storage.end ? undefined : 'blob::EResourceBounds';
  }

  /** A price stays, unless a quorum names more or a quorum names less: then it goes as far as that agrees. */
  #nextPrice(price: bigint, value: (node: ModelNode) => bigint): bigint {
    const [least, most] = [this.#supported(value, 'from above'), this.#supported(value, 'from below')];
    if (price < least) return least;
    return price > most ? most : price;
  }

  /** The first of the votes, in order, with which a quorum agrees. */
  #supported(value: (node: ModelNode) => bigint, from: 'from below' | 'from above'): bigint {
    const votes = [...this.nodes.values()]
      .filter(({ weight }) => weight > 0)
      .map((node) => ({ value: value(node), weight: node.weight }));
    const agrees = (a: bigint, b: bigint) => (from === 'from below' ? a <= b : a >= b);
    const supported = votes.filter(({ value: candidate }) => {
      const weight = votes.reduce((sum, vote) => sum + (agrees(vote.value, candidate) ? vote.weight : 0), 0);
      return 3 * weight >= 2 * this.nShards + 1;
    });
    return supported.map(({ value }) => value).reduce((best, next) => (agrees(next, best) ? next : best));
  }
}

/** Something with FROST to pay from. */
export interface Payer {
  readonly funds: bigint;
  readonly pay: (price: bigint) => void;
}

function units(bytes: bigint): bigint {
  return (bytes + UNIT - 1n) / UNIT;
}

function amountsMisfit(a: StorageRight, b: StorageRight): string | undefined {
  return a.start === b.start && a.end === b.end ? undefined : 'storage_resource::EIncompatibleEpochs';
}

function periodsMisfit(a: StorageRight, b: StorageRight): string | undefined {
  if (a.size !== b.size) return 'storage_resource::EIncompatibleAmount';
  return a.end === b.start || b.end === a.start ? undefined : 'storage_resource::EIncompatibleEpochs';
}

function join(a: StorageRight, b: StorageRight, byAmount: boolean): void {
  if (byAmount) {
    a.size += b.size;
    return;
  }
  a.start = Math.min(a.start, b.start);
  a.end = Math.max(a.end, b.end);
}
