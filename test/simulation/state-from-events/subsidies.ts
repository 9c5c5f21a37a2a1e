/** The pool of subsidies: what it has, pays and remembers, as its rules say. */
import { walrusSubsidiesInner } from '@haulout/sdk/contracts';
import type { Accounts } from './accounts.js';
import type { Epochs } from './epochs.js';
import { difference, valueOf, type Changed, type Handlers, type StatePart } from './state-part.js';

/** Epochs for which storage is sold, the current one included. */
const EPOCHS_AHEAD = 53;

/** A pool, as events say. */
export interface SubsidyFacts {
  /** FROST in it. */
  readonly funds: bigint;
  /** Whether it would pay anybody anything. */
  readonly pays: boolean;
  /** When it has paid last, by the clock of the chain; ms since 1970. */
  readonly processedMs: bigint;
}

export class Subsidies implements StatePart {
  readonly #accounts: Accounts;
  readonly #epochs: Epochs;
  #rates = { system: 0, base: 0n, perShard: 0n };
  #funds = 0n;
  #latestEpoch = 0;
  #processedMs = 0n;
  /** By epoch: what its account had when it was looked at last, with what was added then. */
  readonly #already = new Map<number, bigint>();
  /** What was added to accounts last, by whomever. */
  #added: readonly bigint[] = [];
  readonly #wrong: string[] = [];

  constructor(accounts: Accounts, epochs: Epochs) {
    this.#accounts = accounts;
    this.#epochs = epochs;
  }

  get facts(): SubsidyFacts {
    const { system, base, perShard } = this.#rates;
    const pays = system > 0 || base > 0n || perShard > 0n;
    return { funds: this.#funds, pays, processedMs: this.#processedMs };
  }

  readonly handlers: Handlers = {
    SubsidyRatesChanged: ({ system_subsidy_rate, base_subsidy, subsidy_per_shard }) => {
      const [base, perShard] = [BigInt(base_subsidy), BigInt(subsidy_per_shard)];
      this.#rates = { system: system_subsidy_rate, base, perShard };
    },
    SubsidyFundsAdded: ({ amount }) => void (this.#funds += BigInt(amount)),
    SubsidyAdded: ({ amounts }) => void (this.#added = amounts.map(BigInt)),
    SubsidiesProcessed: ({ epoch, to_nodes, to_accounts, funds }, { clockMs }) => {
      const toNodes = this.#payNodes(epoch);
      // Nothing is told where nothing is added.
      const toAccounts = this.#payAccounts(epoch, BigInt(to_accounts) > 0n ? this.#added : []);
      this.#processedMs = clockMs;
      this.#wrong.push(
        ...difference(
          `what the pool of subsidies pays in epoch ${epoch}`,
          [toNodes, toAccounts, this.#funds],
          [BigInt(to_nodes), BigInt(to_accounts), BigInt(funds)],
        ),
      );
    },
  };

  differencesOf({ type, contents }: Changed): readonly string[] {
    if (!contents || !type.endsWith('walrus_subsidies_inner::WalrusSubsidiesInnerV1>')) return [];
    const is = walrusSubsidiesInner.WalrusSubsidiesInnerV1.parse(valueOf(contents, 1));
    const { ring_buffer: slots } = is.already_subsidized_balances;
    const { system, base, perShard } = this.#rates;
    return [
      ...this.#wrong.splice(0),
      ...difference(
        'the rates of the pool of subsidies',
        [system, base, perShard],
        [is.system_subsidy_rate, BigInt(is.base_subsidy), BigInt(is.subsidy_per_shard)],
      ),
      ...difference(
        'the funds and the memory of the pool of subsidies',
        [this.#funds, this.#latestEpoch, this.#processedMs, slots.map(({ epoch }) => this.#alreadyOf(epoch))],
        [
          ...[BigInt(is.subsidy_pool.value), is.latest_epoch, BigInt(is.last_subsidized_ts)],
          slots.map(({ balance }) => BigInt(balance)),
        ],
      ),
    ];
  }

  /** The committee of the epoch before, once and as a whole. */
  #payNodes(epoch: number): bigint {
    if (epoch === 0 || this.#latestEpoch >= epoch - 1) return 0n;
    const { base, perShard } = this.#rates;
    let due = 0n;
    for (const shards of this.#epochs.facts!.previous.values())
      due += base + perShard * BigInt(shards.length);
    if (due > this.#funds) return 0n;
    this.#latestEpoch = epoch - 1;
    this.#funds -= due;
    return due;
  }

  /** A share of what each account has gained for which storage is sold, to each as a whole. */
  #payAccounts(epoch: number, added: readonly bigint[]): bigint {
    for (const ended of this.#already.keys()) if (ended < epoch) this.#already.delete(ended);
    let total = 0n;
    for (let ahead = 0; ahead < EPOCHS_AHEAD; ahead++) {
      const at = epoch + ahead;
      const { used, rewards } = this.#accounts.of(at);
      if (used === 0n) continue;
      const before = rewards - (added[ahead] ?? 0n);
      const due = ((before - this.#alreadyOf(at)) * BigInt(this.#rates.system)) / 10_000n;
      if (due > this.#funds) continue;
      this.#already.set(at, before + due);
      this.#funds -= due;
      total += due;
    }
    return total;
  }

  #alreadyOf(epoch: number): bigint {
    return this.#already.get(epoch) ?? 0n;
  }
}
