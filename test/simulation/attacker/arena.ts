/**
 * Where an attacker meets the contracts: a devnet with a committee in epoch 1, in which all places of
 * candidates are taken, something is stored for long, and a shared blob has a purse. It is made once for each
 * version of the contracts; every attack begins at its snapshot.
 *
 * One key signs for everybody, as who may do what with whose objects is not what is tried here. Whose WAL is
 * spent is kept apart: everybody has a purse.
 */
import assert from 'node:assert/strict';
import { bcs } from '@mysten/sui/bcs';
import type { Keypair } from '@mysten/sui/cryptography';
import {
  Inputs,
  Transaction,
  type TransactionArgument,
  type TransactionObjectArgument,
  type TransactionResult,
} from '@mysten/sui/transactions';
import { deriveDynamicFieldID, fromBase64, normalizeSuiAddress } from '@mysten/sui/utils';
import { Devnet, MIST_PER_SUI } from '@haulout/devnet';
import type { ExecutedTransaction, LedgerObject, LedgerSnapshot } from '@haulout/devnet/ledger';
import { typeToString } from '@haulout/devnet/vm';
import { aggregateCertificate, publicKeyOf, serializeMessage, signMessage } from '@haulout/sdk/certificate';
import {
  activeSet,
  blob,
  sharedBlob,
  stakedWal,
  stakingInner,
  stakingPool,
  storageNode,
  systemStateInner,
} from '@haulout/sdk/contracts';
import { addInitialize } from '@haulout/sdk/operator';
import { changedSources, compileContract, OWN_MOVE_FOLDER, type Change, type Contract } from './contracts.js';
import { addRegistration } from '../../support/registration.js';

export const WAL = 1_000_000_000n;
export const MIB = 1n << 20n;
const HALF_EPOCH_MS = 1_800_000n;
const CLOCK = normalizeSuiAddress('0x6');
const SUI = normalizeSuiAddress('0x2');
const GAS_BUDGET = 50n * MIST_PER_SUI;

/** Who spends WAL: the lender has what is borrowed for one transaction. */
export type Purse = 'lender' | 'attacker' | 'victim';

/** Stake that is there from the start. */
export interface FirstStake {
  readonly id: string;
  readonly owner: Purse;
  readonly node: string;
  readonly principal: bigint;
  readonly activation: number;
  readonly freeFrom: undefined;
}

/** A storage node on paper. */
export interface ArenaNode {
  readonly name: string;
  readonly isOwn: boolean;
  readonly id: string;
  readonly cap: string;
  readonly secretKey: Uint8Array;
}

/** What a network is made of. Stakes are FROST. */
export interface ArenaPlan {
  readonly shards: number;
  readonly maxEpochsAhead: number;
  /** How many nodes can be candidates: the contracts are changed to that, so that few nodes are a full set. */
  readonly candidates: number;
  /** Honest nodes, which keep their votes: FROST per MiB and epoch. */
  readonly honest: readonly { readonly stake: bigint; readonly price: bigint }[];
  /** Nodes of the attacker: the first ones with stake, the others only registered. */
  readonly own: readonly { readonly stake: bigint; readonly price: bigint }[];
  readonly purses: Readonly<Record<Exclude<Purse, 'lender'>, bigint>>;
}

/**
 * Ten shards. Honest nodes disagree on the price so far that one shard decides, and their operators keep all
 * rewards, so that of honest pools none grows. The attacker has one shard.
 */
const PLAN: ArenaPlan = {
  shards: 10,
  maxEpochsAhead: 40,
  candidates: 6,
  honest: [
    { stake: (19n * WAL) / 2n, price: 100n },
    { stake: 8n * WAL, price: 100n },
    { stake: 7n * WAL, price: 100_000n },
    { stake: 6n * WAL, price: 100n },
    { stake: 4n * WAL, price: 100_000n },
  ],
  own: [5n * WAL, 0n, 0n, 0n, 0n, 0n].map((stake) => ({ stake, price: 100_000n })),
  purses: { attacker: 1_000_000n * WAL, victim: 100_000n * WAL },
};

/** The size of the shared blob, and for how many epochs it is stored at first. */
const BLOB_BYTES = 1_000_000n;
const BLOB_EPOCHS = 16;

/** How the network is made smaller. */
const fewerCandidates = (candidates: number): Change => ({
  file: 'walrus/sources/epoch/staking_inner.move',
  find: 'const MAX_ACTIVE_SET_SIZE: u16 = 150;',
  replace: `const MAX_ACTIVE_SET_SIZE: u16 = ${candidates};`,
});

interface Ids {
  readonly packageId: string;
  readonly staking: string;
  readonly system: string;
  readonly stakingInner: string;
  readonly systemInner: string;
  readonly activeSet: string;
}

export class Arena {
  readonly plan: ArenaPlan;
  readonly nodes: ArenaNode[] = [];
  /** Coins by whose they are. */
  readonly purses = {} as Record<Purse, string>;
  /** Whoever stakes with an honest node from the start keeps to that. */
  readonly firstStakes: FirstStake[] = [];
  sharedBlobId = '';
  /** Every attack begins here. */
  beginning = {} as LedgerSnapshot;
  readonly address: string;
  private readonly devnet: Devnet;
  private readonly owner: Keypair;
  private ids = {} as Ids;

  private constructor(plan: ArenaPlan, devnet: Devnet, owner: Keypair) {
    this.plan = plan;
    this.devnet = devnet;
    this.owner = owner;
    this.address = owner.toSuiAddress();
  }

  /** @param folder with the Move packages */
  static async open(
    changes: readonly Change[] = [],
    { plan = PLAN, folder = OWN_MOVE_FOLDER }: { readonly plan?: ArenaPlan; readonly folder?: string } = {},
  ): Promise<Arena> {
    const devnet = await Devnet.start({ seed: 'attacker' });
    const owner = devnet.newAccount('everybody');
    const arena = new Arena(plan, devnet, owner);
    const sources = changedSources(folder, [fewerCandidates(plan.candidates), ...changes]);
    const publish = async (name: Contract, published: Readonly<Record<string, string>> = {}) =>
      devnet.publish(await compileContract(sources, name, { folder, published }), { signer: owner });
    const wal = await publish('wal');
    const core = await publish('walrus_core');
    const walrus = await publish('walrus', { wal: wal.packageId, walrus_core: core.packageId });
    await arena.initialise(walrus.packageId, walrus.created);
    await arena.prepare(`${SUI}::coin::Coin<${wal.packageId}::wal::WAL>`);
    arena.beginning = devnet.snapshot();
    return arena;
  }

  close(): void {
    this.devnet.stop();
  }

  snapshot(): LedgerSnapshot {
    return this.devnet.snapshot();
  }

  restore(snapshot: LedgerSnapshot): void {
    this.devnet.restore(snapshot);
  }

  /** Half an epoch passes. */
  passHalfAnEpoch(): void {
    this.devnet.advanceClock(HALF_EPOCH_MS);
  }

  /** A transaction to add calls to. */
  begin(): Calls {
    return new Calls(this.ids, (id, mutable) => this.input(id, mutable));
  }

  /** Executes a transaction. One that fails leaves no trace but spent gas. */
  async run({ transaction }: Calls): Promise<ExecutedTransaction> {
    const gas = this.devnet.ledger.listOwned(this.address, {
      kind: 'address',
      type: `${SUI}::coin::Coin<${SUI}::sui::SUI>`,
      limit: 1,
    }).items[0]!;
    transaction.setSender(this.address);
    transaction.setGasPrice(this.devnet.ledger.getEpoch()!.referenceGasPrice);
    transaction.setGasBudget(GAS_BUDGET);
    transaction.setGasPayment([{ objectId: gas.id, version: `${gas.version}`, digest: gas.digest }]);
    const bytes = await transaction.build();
    const { signature } = await this.owner.signTransaction(bytes);
    return this.devnet.ledger.execute(bytes, [fromBase64(signature)]);
  }

  /** Executes a transaction that has to succeed. */
  async mustRun(calls: Calls): Promise<ExecutedTransaction> {
    const result = await this.run(calls);
    if (!result.status.success) throw new Error(result.status.message);
    return result;
  }

  // What the chain says.

  stakingState() {
    return stakingInner.StakingInnerV1.parse(this.contents(this.ids.stakingInner).subarray(40));
  }

  systemState() {
    return systemStateInner.SystemStateInnerV1.parse(this.contents(this.ids.systemInner).subarray(40));
  }

  /** FROST for a MiB and an epoch. */
  price(): bigint {
    return BigInt(this.systemState().storage_price_per_unit_size);
  }

  pool(node: string) {
    return stakingPool.StakingPool.parse(this.contents(node));
  }

  /** The last epoch whose shards a node has declared to hold. */
  lastSync(cap: string): number {
    return storageNode.StorageNodeCap.parse(this.contents(cap)).last_epoch_sync_done;
  }

  /** What the votes of each candidate weigh, in FROST. */
  candidates(): Map<string, bigint> {
    const { nodes } = activeSet.ActiveSet.parse(this.contents(this.ids.activeSet).subarray(33));
    return new Map(nodes.map(({ node_id, staked_amount }) => [node_id, BigInt(staked_amount)]));
  }

  /** The shared blob: units of 1 MiB, and the epoch in which its storage ends. */
  sharedStorage(): { readonly units: bigint; readonly end: number } {
    const { storage } = sharedBlob.SharedBlob.parse(this.contents(this.sharedBlobId)).blob;
    return { units: (BigInt(storage.storage_size) + MIB - 1n) / MIB, end: storage.end_epoch };
  }

  /** FROST in a purse. */
  balance(purse: Purse): bigint {
    return BigInt(bcs.u64().parse(this.contents(this.purses[purse]).subarray(32)));
  }

  // How it is made.

  private async initialise(
    packageId: string,
    created: readonly { readonly objectId: string; readonly type: string }[],
  ): Promise<void> {
    const made = (name: string) => created.find(({ type }) => type.endsWith(name))!.objectId;
    const birth = this.begin();
    const cap = addInitialize(birth.transaction, {
      packageId,
      initCapId: made('::init::InitCap'),
      upgradeCapId: made('::package::UpgradeCap'),
      epochZeroDurationMs: HALF_EPOCH_MS,
      epochDurationMs: 2n * HALF_EPOCH_MS,
      nShards: this.plan.shards,
      maxEpochsAhead: this.plan.maxEpochsAhead,
    });
    birth.transaction.transferObjects([cap], this.address);
    const result = await this.mustRun(this.pinned(birth));
    const inner = (id: string) => deriveDynamicFieldID(id, 'u64', bcs.u64().serialize(1).toBytes());
    const [staking, system] = [madeBy(result, '::staking::Staking'), madeBy(result, '::system::System')];
    this.ids = {
      packageId,
      staking: staking[0]!.id,
      system: system[0]!.id,
      stakingInner: inner(staking[0]!.id),
      systemInner: inner(system[0]!.id),
      activeSet: '',
    };
    const { items } = this.devnet.ledger.listOwned(this.stakingState().active_set.id, {
      kind: 'object',
      limit: 100,
    });
    const isActiveSet = ({ data }: LedgerObject) =>
      data.kind === 'move' && /::ActiveSet>$/.test(nameOf(data.type));
    this.ids = { ...this.ids, activeSet: items.find(isActiveSet)!.id };
  }

  private async prepare(coinType: string): Promise<void> {
    const { honest, own, purses, maxEpochsAhead } = this.plan;
    const wal = this.devnet.ledger.listOwned(this.address, { kind: 'address', type: coinType, limit: 9 });
    this.purses.lender = wal.items[0]!.id;
    for (const purse of ['attacker', 'victim'] as const) {
      const filling = this.begin();
      filling.keep(filling.coin(this.purses.lender, purses[purse]), this.address);
      this.purses[purse] = madeBy(await this.mustRun(filling), 'WAL>')[0]!.id;
    }
    const parties = [
      ...honest.map((terms, index) => ({ ...terms, name: `honest-${index + 1}`, isOwn: false })),
      ...own.map((terms, index) => ({ ...terms, name: `own-${index + 1}`, isOwn: true })),
    ];
    for (const party of parties) await this.register(party);
    const stakes = this.begin();
    parties.forEach(({ stake }, index) => {
      if (stake === 0n) return;
      const coin = stakes.coin(this.purses.lender, stake);
      stakes.keep(stakes.stake(coin, this.nodes[index]!.id), this.address);
    });
    for (const object of madeBy(await this.mustRun(stakes), '::StakedWal')) {
      const {
        node_id: node,
        principal,
        activation_epoch: activation,
      } = stakedWal.StakedWal.parse(contentsOf(object));
      const owner = this.nodes.find(({ id }) => id === node)!.isOwn ? 'attacker' : 'lender';
      const stake = { owner, node, principal: BigInt(principal.value), activation } as const;
      this.firstStakes.push({ ...stake, id: object.id, freeFrom: undefined });
    }
    this.passHalfAnEpoch();
    const first = this.begin();
    first.endVoting();
    first.startEpoch();
    for (const { cap } of this.nodes.slice(0, honest.length)) first.sync(cap, 1);
    await this.mustRun(first);
    await this.shareBlob(maxEpochsAhead);
  }

  private async register({
    name,
    isOwn,
    price,
  }: {
    readonly name: string;
    readonly isOwn: boolean;
    readonly price: bigint;
  }): Promise<void> {
    const calls = this.begin();
    const contracts = { packageId: this.ids.packageId, stakingObjectId: this.ids.staking };
    const { cap, secretKey } = addRegistration(calls.transaction, contracts, {
      name,
      networkAddress: `${name}.example:443`,
      epoch: 0,
      address: this.address,
      commissionRate: isOwn ? 0 : 10_000,
      storagePrice: price,
      writePrice: 0n,
      nodeCapacity: 1n << 50n,
    });
    calls.transaction.transferObjects([cap], this.address);
    const [made] = madeBy(await this.mustRun(this.pinned(calls)), '::StorageNodeCap');
    const { node_id } = storageNode.StorageNodeCap.parse(contentsOf(made!));
    this.nodes.push({ name, isOwn, id: node_id, cap: made!.id, secretKey });
  }

  /** Stores something for as long as storage is sold, and shares a certified blob with a purse. */
  private async shareBlob(maxEpochsAhead: number): Promise<void> {
    const calls = this.begin();
    calls.buy(this.purses.lender, 1000n * MIB, maxEpochsAhead);
    const registered = calls.registerBlob(this.purses.lender, BLOB_BYTES, BLOB_EPOCHS);
    calls.keep(registered, this.address);
    const [made] = madeBy(await this.mustRun(calls), '::blob::Blob');
    const { blob_id } = blob.Blob.parse(contentsOf(made!));
    const hex = BigInt(blob_id).toString(16).padStart(64, '0');
    const blobId = Uint8Array.from(Buffer.from(hex, 'hex')).reverse();
    const message = {
      type: 'blobCertificate',
      epoch: 1,
      blobId,
      persistence: { kind: 'permanent' },
    } as const;
    const { members, n_shards: nShards } = this.systemState().committee;
    const keys = members.map(({ node_id, weight }) => {
      const { secretKey } = this.nodes.find(({ id }) => id === node_id)!;
      return { nodeId: node_id, weight, secretKey, publicKey: publicKeyOf(secretKey) };
    });
    const signatures = keys.map(({ nodeId, secretKey }) => ({
      nodeId,
      signature: signMessage(secretKey, serializeMessage(message)),
    }));
    const certificate = aggregateCertificate({ epoch: 1, nShards, members: keys }, message, signatures);
    const sharing = this.begin();
    sharing.certify(made!.id, certificate);
    sharing.share(made!.id, sharing.coin(this.purses.lender, 1000n * WAL));
    this.sharedBlobId = madeBy(await this.mustRun(sharing), '::SharedBlob')[0]!.id;
  }

  /** What the SDK's builders have left to be resolved, resolved. */
  private pinned(calls: Calls): Calls {
    const data = calls.transaction.getData();
    const inputs = data.inputs.map((input) => {
      const id = input.UnresolvedObject?.objectId;
      return id === undefined ? input : this.input(id, id !== CLOCK);
    });
    calls.transaction = Transaction.from(JSON.stringify({ ...data, inputs }));
    return calls;
  }

  private contents(id: string): Uint8Array {
    const object = this.devnet.ledger.getObject(id);
    assert.ok(object, `object ${id} is gone`);
    return contentsOf(object);
  }

  private input(id: string, mutable: boolean) {
    const object = this.devnet.ledger.getObject(id);
    assert.ok(object, `object ${id} is gone`);
    const { version, digest, owner } = object;
    if (owner.kind !== 'shared') return Inputs.ObjectRef({ objectId: id, version: `${version}`, digest });
    const initialSharedVersion = `${owner.initialSharedVersion}`;
    return Inputs.SharedObjectRef({ objectId: id, initialSharedVersion, mutable });
  }
}

/** An argument, or the id of an object. */
type Given = TransactionObjectArgument | string;

/** The calls of one transaction. */
export class Calls {
  transaction = new Transaction();
  private readonly ids: Ids;
  private readonly input: (
    id: string,
    mutable: boolean,
  ) => Exclude<Parameters<Transaction['object']>[0], string>;

  constructor(ids: Ids, input: Calls['input']) {
    this.ids = ids;
    this.input = input;
  }

  // Coins and objects.

  coin(purse: Given, amount: bigint): TransactionObjectArgument {
    return this.transaction.splitCoins(this.given(purse), [amount])[0]!;
  }

  bank(purse: Given, coin: TransactionObjectArgument): void {
    this.transaction.mergeCoins(this.given(purse), [coin]);
  }

  keep(object: TransactionObjectArgument, address: string): void {
    this.transaction.transferObjects([object], address);
  }

  // Stakers.

  stake(coin: TransactionObjectArgument, node: string): TransactionResult {
    return this.call('staking::stake_with_pool', this.staking(), coin, this.transaction.pure.id(node));
  }

  split(stake: Given, amount: bigint): TransactionResult {
    return this.call('staked_wal::split', this.given(stake), this.transaction.pure.u64(amount));
  }

  join(stake: Given, other: Given): void {
    this.call('staked_wal::join', this.given(stake), this.given(other));
  }

  request(stake: Given): void {
    this.call('staking::request_withdraw_stake', this.staking(), this.given(stake));
  }

  withdraw(stake: Given): TransactionResult {
    return this.call('staking::withdraw_stake', this.staking(), this.given(stake));
  }

  // Operators.

  vote(cap: string, price: bigint): void {
    const { pure } = this.transaction;
    this.call('staking::set_storage_price_vote', this.staking(), this.given(cap), pure.u64(price));
  }

  rejoin(cap: string): void {
    this.call('staking::try_join_active_set', this.staking(), this.given(cap));
  }

  // Storage.

  buy(purse: string, bytes: bigint, epochs: number): void {
    this.call('storage_resource::destroy', this.reserve(purse, bytes, epochs));
  }

  registerBlob(purse: string, size: bigint, epochs: number): TransactionResult {
    const { pure } = this.transaction;
    const root = pure.u256(7n);
    const encoding = pure.u8(1);
    const length = this.call(
      'encoding::encoded_blob_length',
      pure.u64(size),
      encoding,
      this.call('system::n_shards', this.system()),
    );
    const id = this.call('blob::derive_blob_id', root, encoding, pure.u64(size));
    const storage = this.call(
      'system::reserve_space',
      this.system(),
      length,
      pure.u32(epochs),
      this.given(purse),
    );
    const rest = [id, root, pure.u64(size), encoding, pure.bool(false), this.given(purse)];
    return this.call('system::register_blob', this.system(), storage, ...rest);
  }

  certify(
    id: string,
    { signature, signers, message }: Readonly<Record<'signature' | 'signers' | 'message', Uint8Array>>,
  ): void {
    const parts = [signature, signers, message].map((part) => this.transaction.pure.vector('u8', [...part]));
    this.call('system::certify_blob', this.system(), this.given(id), ...parts);
  }

  share(id: string, funds: TransactionObjectArgument): void {
    this.call('shared_blob::new_funded', this.given(id), funds);
  }

  extend(sharedBlob: string, epochs: number): void {
    const { pure } = this.transaction;
    this.call('shared_blob::extend', this.given(sharedBlob), this.system(), pure.u32(epochs));
  }

  subsidise(coin: TransactionObjectArgument, epochs: number): void {
    this.call('system::add_subsidy', this.system(), coin, this.transaction.pure.u32(epochs));
  }

  // Anyone.

  reprice(): void {
    this.call('staking::update_prices', this.staking(), this.system());
  }

  endVoting(): void {
    this.call('staking::voting_end', this.staking(), this.clock());
  }

  startEpoch(): void {
    this.call('staking::initiate_epoch_change', this.staking(), this.system(), this.clock());
  }

  sync(cap: string, epoch: number): void {
    const { pure } = this.transaction;
    const clock = this.clock();
    this.call('staking::epoch_sync_done', this.staking(), this.given(cap), pure.u32(epoch), clock);
  }

  private reserve(purse: string, bytes: bigint, epochs: number): TransactionResult {
    const { pure } = this.transaction;
    const amounts = [pure.u64(bytes), pure.u32(epochs)];
    return this.call('system::reserve_space', this.system(), ...amounts, this.given(purse));
  }

  private call(target: string, ...args: TransactionArgument[]): TransactionResult {
    return this.transaction.moveCall({ target: `${this.ids.packageId}::${target}`, arguments: args });
  }

  given(given: Given): TransactionObjectArgument {
    return typeof given === 'string' ? this.transaction.object(this.input(given, true)) : given;
  }

  private staking(): TransactionObjectArgument {
    return this.given(this.ids.staking);
  }

  private system(): TransactionObjectArgument {
    return this.given(this.ids.system);
  }

  private clock(): TransactionObjectArgument {
    return this.transaction.object(this.input(CLOCK, false));
  }
}

/** Objects of a type that a transaction has made, by the end of its name. */
function madeBy({ changes }: ExecutedTransaction, name: string): LedgerObject[] {
  return changes.flatMap(({ idOperation, after }) =>
    idOperation === 'created' && after?.data.kind === 'move' && nameOf(after.data.type).endsWith(name)
      ? [after]
      : [],
  );
}

function nameOf(type: Parameters<typeof typeToString>[0]): string {
  return typeToString(type);
}

function contentsOf({ data }: LedgerObject): Uint8Array {
  assert.ok(data.kind === 'move');
  return data.contents;
}
