/**
 * The real contracts on a devnet, driven by many staking actions to a transaction, and what the chain says
 * afterwards.
 */
import assert from 'node:assert/strict';
import { bcs, type BcsType } from '@mysten/sui/bcs';
import type { Keypair } from '@mysten/sui/cryptography';
import {
  Inputs,
  Transaction,
  type TransactionArgument,
  type TransactionResult,
} from '@mysten/sui/transactions';
import { deriveDynamicFieldID, fromBase64, normalizeSuiAddress } from '@mysten/sui/utils';
import { Devnet, MIST_PER_SUI } from '@haulout/devnet';
import type { ExecutedTransaction, LedgerObject, LedgerSnapshot } from '@haulout/devnet/ledger';
import {
  activeSet,
  events,
  handOver,
  stakedWal,
  stakingInner,
  stakingPool,
  systemStateInner,
} from '@haulout/sdk/contracts';
import type { Deployment } from 'haulout';
import { addSentence, appointFirstJudge, deployWithoutJudge } from './judge-package.js';
import type { Vote } from './staking-model.js';
import { addRegistration } from './registration.js';

export const HOUR = 3_600_000n;
const CLOCK = normalizeSuiAddress('0x6');
const SUI = normalizeSuiAddress('0x2');
export const SUPPLY = 5_000_000_000n * 1_000_000_000n;

/** An event that a test looks at: its type's name and its fields, as `@mysten/sui/bcs` reads them. */
export type NamedEvent = readonly [name: string, fields: Readonly<Record<string, unknown>>];

/** How an object goes into a transaction. */
type Input = (id: string, mutable: boolean) => Exclude<Parameters<Transaction['object']>[0], string>;

const EVENT_TYPES: Readonly<Record<string, BcsType<unknown, never>>> = Object.fromEntries(
  Object.entries(events)
    .filter(([name]) =>
      /^(Stake|Commission(?!Re|Ra)|StorageNode(?!Upd)|NodePenalised|Rewards(?!Paid)|PenaltiesB)/.test(name),
    )
    .map(([name, type]) => [name, type as unknown as BcsType<unknown, never>]),
);

/** Stake that the chain is asked about: from the beginning of one epoch to that of another. */
export interface Foreseen {
  readonly node: string;
  readonly principal: bigint;
  readonly activation: number;
  readonly until: number;
}

/** What only some transactions need. */
interface Places {
  readonly judge: string;
  readonly treasury: string;
  readonly slashing: string;
}

export class StakingChain {
  private readonly devnet: Devnet;
  private readonly deployment: Deployment;
  private readonly owner: Keypair;
  private innerIds: readonly [staking: string, system: string] = ['', ''];
  private walCoin = '';
  /** Ids of dynamic fields that were asked for: a hash each. */
  private readonly fields = new Map<string, string>();
  private places: Places = { judge: '', treasury: '', slashing: '' };

  private constructor(devnet: Devnet, deployment: Deployment, owner: Keypair) {
    this.devnet = devnet;
    this.deployment = deployment;
    this.owner = owner;
  }

  /** One account is publisher, operator of all nodes and every staker. Durations are in ms: an hour each. */
  static async start(
    nShards: number,
    maxEpochsAhead: number,
    { epochZeroDurationMs = HOUR, epochDurationMs = HOUR } = {},
  ): Promise<StakingChain> {
    const devnet = await Devnet.start({ seed: 'staking-model' });
    const owner = devnet.newAccount('owner');
    const parameters = { nShards, epochZeroDurationMs, epochDurationMs, maxEpochsAhead };
    const deployment = await deployWithoutJudge(devnet, owner, parameters);
    const chain = new StakingChain(devnet, deployment, owner);
    chain.places = {
      judge: await appointFirstJudge(devnet, deployment, owner),
      treasury: sharedObject(devnet, 'ProtectedTreasury'),
      slashing: sharedObject(devnet, 'SlashingManager'),
    };
    chain.innerIds = [
      chain.childOf(deployment.stakingObjectId, 'StakingInnerV1').id,
      chain.childOf(deployment.systemObjectId, 'SystemStateInnerV1').id,
    ];
    const coins = chain.walCoins();
    assert.equal(coins.length, 1);
    chain.walCoin = coins[0]!.id;
    return chain;
  }

  get address(): string {
    return this.owner.toSuiAddress();
  }

  snapshot(): LedgerSnapshot {
    return this.devnet.snapshot();
  }

  restore(snapshot: LedgerSnapshot): void {
    this.devnet.restore(snapshot);
  }

  advanceClock(ms: bigint): void {
    this.devnet.advanceClock(ms);
  }

  /** What the clock says to the next transaction, in ms. */
  get nextMs(): bigint {
    return this.devnet.ledger.clockMs() + 1n;
  }

  /** A transaction to add actions to. */
  begin(): Actions {
    const input: Input = (id, mutable) => this.input(id, mutable);
    return new Actions(this.deployment, input, this.walCoin, this.address, this.places);
  }

  /** Executes a transaction that has to succeed; gives the events that a test looks at. */
  async run(actions: Actions): Promise<readonly NamedEvent[]> {
    return eventsOf(await this.execute(actions));
  }

  /** Executes a transaction that has to succeed. */
  async execute(actions: Actions): Promise<ExecutedTransaction> {
    const bytes = await this.build(actions.transaction);
    return this.submit(bytes);
  }

  /** Executes a transaction if it succeeds; undefined if it would not, and has done nothing. */
  async attempt(actions: Actions): Promise<readonly NamedEvent[] | undefined> {
    const bytes = await this.build(actions.transaction);
    if (!this.devnet.ledger.simulate(bytes, { checks: true }).status.success) return undefined;
    return eventsOf(await this.submit(bytes));
  }

  /** How a transaction fails that is not executed; undefined if it would succeed. */
  async failure(actions: Actions): Promise<string | undefined> {
    const bytes = await this.build(actions.transaction);
    const { status } = this.devnet.ledger.simulate(bytes, { checks: true });
    return status.success ? undefined : status.message;
  }

  /** What the chain foresees for stake. */
  async foresee(
    stakes: readonly Foreseen[],
  ): Promise<readonly { readonly rewards: bigint; readonly kept: bigint }[]> {
    if (stakes.length === 0) return [];
    const actions = this.begin();
    for (const stake of stakes) actions.foresee(stake);
    const bytes = await this.build(actions.transaction);
    const { status, commandResults } = this.devnet.ledger.simulate(bytes, { checks: true });
    assert.ok(status.success, JSON.stringify(status, plain));
    const told = commandResults!.map(({ returnValues }) => BigInt(bcs.u64().parse(returnValues[0]!.bytes)));
    return stakes.map((_, index) => ({ rewards: told[2 * index]!, kept: told[2 * index + 1]! }));
  }

  /** Registers a node; gives its id and that of its capability. */
  async register(
    name: string,
    epoch: number,
    commissionRate: number,
    { storage, write, capacity }: Vote,
  ): Promise<{ node: string; cap: string }> {
    const actions = this.begin();
    const { cap } = addRegistration(actions.transaction, this.deployment, {
      name,
      networkAddress: `${name}.example:443`,
      epoch,
      address: this.address,
      commissionRate,
      storagePrice: storage,
      writePrice: write,
      nodeCapacity: capacity,
    });
    actions.transaction.transferObjects([cap], this.address);
    const events = await this.run(actions);
    const { node_id, cap_id } = events.find(([kind]) => kind === 'StorageNodeRegistered')![1];
    return { node: node_id as string, cap: cap_id as string };
  }

  stop(): void {
    this.devnet.stop();
  }

  // What the chain says.

  stakingState() {
    return stakingInner.StakingInnerV1.parse(contentsOf(this.object(this.innerIds[0])).subarray(40));
  }

  systemState() {
    return systemStateInner.SystemStateInnerV1.parse(contentsOf(this.object(this.innerIds[1])).subarray(40));
  }

  /** FROST of the current epoch and those after it. */
  accounts(): readonly bigint[] {
    const { future_accounting } = this.systemState();
    const { ring_buffer, current_index, length } = future_accounting;
    return Array.from({ length }, (_, ahead) =>
      BigInt(ring_buffer[(current_index + ahead) % length]!.rewards_to_distribute.value),
    );
  }

  /** Undefined when it has been removed. */
  pool(node: string) {
    const object = this.devnet.ledger.getObject(node);
    return object === undefined ? undefined : stakingPool.StakingPool.parse(contentsOf(object));
  }

  /** What a pool keeps besides: its stake, and its penalties. */
  records(pool: NonNullable<ReturnType<StakingChain['pool']>>) {
    const field = this.field(pool.extra_fields.id, 'staking_pool::RecordsKey');
    return stakingPool.Records.parse(field);
  }

  /** WAL that penalties have taken, and that waits to be burned. */
  pot(): bigint {
    const field = this.field(this.stakingState().active_set.id, 'staking_inner::PenaltiesKey');
    return BigInt(bcs.u64().parse(field));
  }

  /** Who has not reported to hold all its shards, and who owes it some. */
  owing(): Map<string, ReadonlyMap<string, readonly number[]>> {
    const field = this.field(this.deployment.stakingObjectId, 'staking::HandOverKey');
    const { current } = handOver.HandOvers.parse(field);
    const waiting = (current?.receivers ?? []).filter(({ reported_ms }) => reported_ms === null);
    return new Map(
      waiting.map(({ node_id, transfers }) => [
        node_id,
        new Map(transfers.map(({ from, shards }) => [from, shards])),
      ]),
    );
  }

  stake(id: string) {
    return stakedWal.StakedWal.parse(contentsOf(this.object(id)));
  }

  candidates(): Map<string, bigint> {
    const { active_set } = this.stakingState();
    const field = contentsOf(this.childOf(active_set.id, 'ActiveSet'));
    const { nodes } = activeSet.ActiveSet.parse(field.subarray(33));
    return new Map(nodes.map(({ node_id, staked_amount }) => [node_id, BigInt(staked_amount)]));
  }

  /** FROST that are not in the wallet. */
  outside(): bigint {
    const coins = this.walCoins().map((coin) => bcs.u64().parse(contentsOf(coin).subarray(32)));
    return coins.reduce((rest, coin) => rest - BigInt(coin), SUPPLY);
  }

  exists(id: string): boolean {
    return this.devnet.ledger.getObject(id) !== undefined;
  }

  private async submit(bytes: Uint8Array): Promise<ExecutedTransaction> {
    const { signature } = await this.owner.signTransaction(bytes);
    const result = this.devnet.ledger.execute(bytes, [fromBase64(signature)]);
    assert.ok(result.status.success, JSON.stringify(result.status, plain));
    return result;
  }

  private walCoins(): readonly LedgerObject[] {
    const type = `${SUI}::coin::Coin<${this.deployment.walType}>`;
    return this.devnet.ledger.listOwned(this.address, { kind: 'address', type, limit: 100 }).items;
  }

  private childOf(parent: string, type: string): LedgerObject {
    const { items } = this.devnet.ledger.listOwned(parent, { kind: 'object', limit: 100 });
    const found = items.filter(
      ({ data }) => data.kind === 'move' && JSON.stringify(data.type, plain).includes(`"${type}"`),
    );
    assert.equal(found.length, 1, `${found.length} ${type} in ${parent}`);
    return found[0]!;
  }

  /** The value of a dynamic field with a name that has no fields. */
  private field(parent: string, type: string): Uint8Array {
    const place = `${parent} ${type}`;
    let id = this.fields.get(place);
    if (id === undefined) {
      id = deriveDynamicFieldID(parent, `${this.deployment.packageId}::${type}`, Uint8Array.of(0));
      this.fields.set(place, id);
    }
    return contentsOf(this.object(id)).subarray(33);
  }

  private object(id: string): LedgerObject {
    const object = this.devnet.ledger.getObject(id);
    assert.ok(object, `object ${id} is gone`);
    return object;
  }

  private input(id: string, mutable: boolean): ReturnType<Input> {
    const { version, digest, owner } = this.object(id);
    if (owner.kind !== 'shared') return Inputs.ObjectRef({ objectId: id, version: `${version}`, digest });
    return Inputs.SharedObjectRef({
      objectId: id,
      initialSharedVersion: `${owner.initialSharedVersion}`,
      mutable,
    });
  }

  private async build(transaction: Transaction): Promise<Uint8Array> {
    const gas = this.devnet.ledger.listOwned(this.address, {
      kind: 'address',
      type: `${SUI}::coin::Coin<${SUI}::sui::SUI>`,
      limit: 1,
    }).items[0]!;
    const { stakingObjectId, systemObjectId } = this.deployment;
    // What the SDK's own builders have left to be resolved.
    const data = transaction.getData();
    const inputs = data.inputs.map((input) => {
      const id = input.UnresolvedObject?.objectId;
      return id === undefined ? input : this.input(id, [stakingObjectId, systemObjectId].includes(id));
    });
    const exact = Transaction.from(JSON.stringify({ ...data, inputs }, plain));
    exact.setSender(this.address);
    exact.setGasPrice(this.devnet.ledger.getEpoch()!.referenceGasPrice);
    exact.setGasBudget(10n * MIST_PER_SUI);
    exact.setGasPayment([{ objectId: gas.id, version: `${gas.version}`, digest: gas.digest }]);
    return exact.build();
  }
}

/** What a judge orders; parts are millionths. */
export interface Order {
  readonly kind: 'penalise' | 'penalise_hand_over' | 'hold_rewards' | 'release_rewards';
  readonly node: string;
  readonly epoch: number;
  readonly stakePpm?: number;
  readonly rewardsPpm?: number;
}

/** The actions of one transaction, by the ids of the objects that they touch. */
export class Actions {
  readonly transaction = new Transaction();
  private readonly deployment: Deployment;
  private readonly input: Input;
  private readonly walCoin: string;
  private readonly address: string;
  private readonly places: Places;

  constructor(deployment: Deployment, input: Input, walCoin: string, address: string, places: Places) {
    this.deployment = deployment;
    this.input = input;
    this.walCoin = walCoin;
    this.address = address;
    this.places = places;
  }

  stake(node: string, amount: bigint): void {
    this.keep(this.call('staking::stake_with_pool', this.staking(), this.wal(amount), this.id(node)));
  }

  split(stake: string, amount: bigint): void {
    this.keep(this.call('staked_wal::split', this.owned(stake), this.transaction.pure.u64(amount)));
  }

  join(stake: string, other: string): void {
    this.call('staked_wal::join', this.owned(stake), this.owned(other));
  }

  request(stake: string): void {
    this.call('staking::request_withdraw_stake', this.staking(), this.owned(stake));
  }

  withdraw(stake: string): void {
    this.bank(this.call('staking::withdraw_stake', this.staking(), this.owned(stake)));
  }

  foresee({ node, principal, activation, until }: Foreseen): void {
    const { pure } = this.transaction;
    for (const view of ['calculate_rewards', 'calculate_kept_principal']) {
      const epochs = [pure.u32(activation), pure.u32(until)];
      this.call(`staking::${view}`, this.staking(), this.id(node), pure.u64(principal), ...epochs);
    }
  }

  /** One sentence with all these orders. */
  sentence(orders: readonly Order[]): void {
    const { pure } = this.transaction;
    const sentence = addSentence(this.transaction, this.places.judge);
    for (const { kind, node, epoch, stakePpm = 0, rewardsPpm = 0 } of orders) {
      const args: TransactionArgument[] = [this.id(node)];
      if (kind !== 'release_rewards') args.push(pure.u32(epoch));
      if (kind.startsWith('penalise')) args.push(pure.u8(1), pure.u32(stakePpm));
      if (kind !== 'release_rewards') args.push(pure.u32(rewardsPpm));
      this.call(`judge::${kind}`, sentence, ...args);
    }
    this.call('judge::carry_out', this.system(), this.staking(), sentence);
  }

  burnPenalties(): void {
    this.call('judge::burn_penalties', this.staking(), this.shared(this.places.treasury, true));
  }

  /** The voters take what the operator of a node has earned. */
  slash(node: string, voters: readonly string[]): void {
    const manager = this.shared(this.places.slashing, true);
    for (const voter of voters) {
      const auth = this.call('auth::authenticate_sender');
      this.call('slashing::vote_for_slashing', manager, this.staking(), auth, this.id(voter), this.id(node));
    }
    const treasury = this.shared(this.places.treasury, true);
    this.call('slashing::execute_slashing', manager, this.staking(), treasury, this.id(node));
  }

  /** A node says that it had to rebuild these shards. */
  recovered(cap: string, epoch: number, shards: readonly number[]): void {
    const { pure } = this.transaction;
    const list = pure.vector('u16', [...shards]);
    this.call('staking::report_recovered_shards', this.staking(), this.owned(cap), pure.u32(epoch), list);
  }

  setCommission(cap: string, rate: number): void {
    const { pure } = this.transaction;
    this.call('staking::set_next_commission', this.staking(), this.owned(cap), pure.u16(rate));
  }

  collect(node: string, cap: string): void {
    const type = `${this.deployment.packageId}::storage_node::StorageNodeCap`;
    const auth = this.transaction.moveCall({
      target: `${this.deployment.packageId}::auth::authenticate_with_object`,
      typeArguments: [type],
      arguments: [this.owned(cap)],
    });
    this.bank(this.call('staking::collect_commission', this.staking(), this.id(node), auth));
  }

  vote(cap: string, { storage, write, capacity }: Vote): void {
    const { pure } = this.transaction;
    this.call('staking::set_storage_price_vote', this.staking(), this.owned(cap), pure.u64(storage));
    this.call('staking::set_write_price_vote', this.staking(), this.owned(cap), pure.u64(write));
    this.call('staking::set_node_capacity_vote', this.staking(), this.owned(cap), pure.u64(capacity));
  }

  reprice(): void {
    this.call('staking::update_prices', this.staking(), this.system());
  }

  leave(cap: string): void {
    this.call('staking::set_withdrawing', this.staking(), this.owned(cap));
  }

  remove(cap: string): void {
    this.call('staking::destroy_empty_pool', this.staking(), this.system(), this.owned(cap));
  }

  /** Buys storage, and lets it go: the payment stays. */
  payForStorage(bytes: bigint, epochs: number): void {
    const { pure } = this.transaction;
    const size = pure.u64(bytes);
    const payment = this.owned(this.walCoin);
    const storage = this.call('system::reserve_space', this.system(), size, pure.u32(epochs), payment);
    this.call('storage_resource::destroy', storage);
  }

  subsidise(amount: bigint, epochs: number): void {
    this.call('system::add_subsidy', this.system(), this.wal(amount), this.transaction.pure.u32(epochs));
  }

  endVoting(): void {
    this.call('staking::voting_end', this.staking(), this.shared(CLOCK, false));
  }

  startEpoch(): void {
    this.call('staking::initiate_epoch_change', this.staking(), this.system(), this.shared(CLOCK, false));
  }

  sync(cap: string, epoch: number): void {
    const { pure } = this.transaction;
    const clock = this.shared(CLOCK, false);
    this.call('staking::epoch_sync_done', this.staking(), this.owned(cap), pure.u32(epoch), clock);
  }

  private call(target: string, ...args: TransactionArgument[]): TransactionResult {
    return this.transaction.moveCall({ target: `${this.deployment.packageId}::${target}`, arguments: args });
  }

  private wal(amount: bigint): TransactionArgument {
    return this.transaction.splitCoins(this.owned(this.walCoin), [amount])[0]!;
  }

  private bank(coin: TransactionResult): void {
    this.transaction.mergeCoins(this.owned(this.walCoin), [coin]);
  }

  private keep(object: TransactionResult): void {
    this.transaction.transferObjects([object], this.address);
  }

  private id(id: string): TransactionArgument {
    return this.transaction.pure.id(id);
  }

  private staking() {
    return this.shared(this.deployment.stakingObjectId, true);
  }

  private system() {
    return this.shared(this.deployment.systemObjectId, true);
  }

  private shared(id: string, mutable: boolean) {
    return this.transaction.object(this.input(id, mutable));
  }

  private owned(id: string) {
    return this.transaction.object(this.input(id, true));
  }
}

/** The events of a transaction that a test looks at. */
function eventsOf({ events }: ExecutedTransaction): NamedEvent[] {
  return events.flatMap(({ type, contents }): NamedEvent[] => {
    const name = type.kind === 'datatype' ? type.name : '';
    const layout = EVENT_TYPES[name];
    return layout === undefined ? [] : [[name, layout.parse(contents) as Readonly<Record<string, unknown>>]];
  });
}

/** The one shared object with a type of this name. */
function sharedObject({ ledger }: Devnet, name: string): string {
  for (let sequence = ledger.latestCheckpoint().sequenceNumber; sequence >= 0n; sequence--) {
    for (const digest of ledger.getCheckpoint(sequence)!.transactions) {
      for (const { after } of ledger.getTransaction(digest)!.changes) {
        if (after?.owner.kind !== 'shared' || after.data.kind !== 'move') continue;
        if (after.data.type.kind === 'datatype' && after.data.type.name === name) return after.id;
      }
    }
  }
  throw new Error(`there is no ${name}`);
}

function contentsOf({ data }: LedgerObject): Uint8Array {
  assert.ok(data.kind === 'move');
  return data.contents;
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}
