/**
 * A ledger with funded accounts and the package under move/, driven through `@mysten/sui`'s own transactions.
 */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { compileFramework, compilePackage } from '@haulout/devnet/compiler';
import type { CompiledPackage } from '@haulout/devnet/compiler';
import { createLedger } from '@haulout/devnet/ledger';
import type { ExecutedTransaction, Ledger, LedgerObject, LedgerOptions } from '@haulout/devnet/ledger';
import { bcs } from '@mysten/sui/bcs';
import type { Signer } from '@mysten/sui/cryptography';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { Inputs, Transaction } from '@mysten/sui/transactions';
import type { TransactionObjectArgument } from '@mysten/sui/transactions';
import { fromBase64, normalizeSuiAddress } from '@mysten/sui/utils';

export const sui = 1_000_000_000n;
const SUI_FRAMEWORK = normalizeSuiAddress('0x2');
export const suiCoinType = `${SUI_FRAMEWORK}::coin::Coin<${SUI_FRAMEWORK}::sui::SUI>`;

let framework: ReturnType<typeof compileFramework> | undefined;
let compiled: Promise<CompiledPackage> | undefined;

/** The test package, compiled once in a process. */
export function testPackage(): Promise<CompiledPackage> {
  compiled ??= compilePackage({ directory: fileURLToPath(new URL('./move', import.meta.url)) });
  return compiled;
}

/** A new ledger. */
async function newLedger(options: LedgerOptions = {}): Promise<Ledger> {
  framework ??= compileFramework();
  return createLedger({ seed: 'test', ...options }, await framework);
}

/** The account number `index`. */
export function account(index: number): Ed25519Keypair {
  return Ed25519Keypair.fromSecretKey(new Uint8Array(32).fill(index + 1));
}

/** A ledger with two rich accounts and the published test package. */
export class World {
  readonly ledger: Ledger;
  readonly alice = account(0);
  readonly bob = account(1);
  packageId = '';
  upgradeCap = '';
  publication: ExecutedTransaction | undefined;
  /** Simulates each transaction before it executes it, as clients do. */
  rehearses = false;

  constructor(ledger: Ledger) {
    this.ledger = ledger;
    for (const each of [this.alice, this.bob]) ledger.fund(each.toSuiAddress(), 100n * sui);
  }

  static async start(options: LedgerOptions & { readonly publish?: boolean } = {}): Promise<World> {
    const world = new World(await newLedger(options));
    if (options.publish !== false) await world.publish(await testPackage());
    return world;
  }

  async publish(item: CompiledPackage): Promise<void> {
    const result = await this.succeed((tx) => {
      const cap = tx.publish({
        modules: item.modules.map((m) => [...m.bytecode]),
        dependencies: [...item.dependencies],
      });
      tx.transferObjects([cap], this.alice.toSuiAddress());
    });
    this.publication = result;
    this.packageId = result.changes.find(({ after }) => after?.data.kind === 'package')!.id;
    this.upgradeCap = created(result, 'UpgradeCap').id;
  }

  /** `package::things::name`. */
  fn(name: string, module = 'things'): `${string}::${string}::${string}` {
    return `${this.packageId}::${module}::${name}`;
  }

  type(name: string, module = 'things'): string {
    return `${this.packageId}::${module}::${name}`;
  }

  /** The largest SUI coin of an account. */
  gasCoin(owner: string): LedgerObject {
    const { items } = this.ledger.listOwned(owner, { kind: 'address', type: suiCoinType, limit: 1000 });
    return items.reduce((most, coin) => (balance(coin) > balance(most) ? coin : most));
  }

  async build(
    make: (tx: Transaction) => void,
    options: TransactionOptions = {},
  ): Promise<{ readonly bytes: Uint8Array; readonly sender: Signer; readonly payer: Signer }> {
    const sender = options.sender ?? this.alice;
    const payer = options.payer ?? sender;
    const tx = new Transaction();
    tx.setSender(sender.toSuiAddress());
    tx.setGasOwner(payer.toSuiAddress());
    tx.setGasPrice(options.price ?? 1000n);
    tx.setGasBudget(options.budget ?? sui);
    const coins = options.gas ?? [this.gasCoin(payer.toSuiAddress())];
    tx.setGasPayment(coins.map(referenceOf));
    if (options.expiration) tx.setExpiration(options.expiration);
    make(tx);
    return { bytes: await tx.build(), sender, payer };
  }

  async execute(
    make: (tx: Transaction) => void,
    options: TransactionOptions = {},
  ): Promise<ExecutedTransaction> {
    const { bytes, sender, payer } = await this.build(make, options);
    if (this.rehearses) this.ledger.simulate(bytes, { checks: true });
    return this.ledger.execute(bytes, await signatures(bytes, sender, payer));
  }

  /** Executes a transaction that has to succeed. */
  async succeed(
    make: (tx: Transaction) => void,
    options: TransactionOptions = {},
  ): Promise<ExecutedTransaction> {
    const result = await this.execute(make, options);
    assert.ok(result.status.success, result.status.success ? '' : result.status.message);
    return result;
  }

  /**
   * Executes a transaction that has to fail; gives the failure as `@mysten/sui/bcs` reads it, without
   * `$kind`s.
   */
  async fail(make: (tx: Transaction) => void, options: TransactionOptions = {}): Promise<Failure> {
    const result = await this.execute(make, options);
    assert.ok(!result.status.success, 'the transaction succeeded');
    return { error: plain(result.status.error), command: result.status.command, result };
  }

  /** A new Item of alice. */
  async item(value: number, owner = this.alice.toSuiAddress()): Promise<LedgerObject> {
    const result = await this.succeed((tx) => {
      tx.transferObjects([tx.moveCall({ target: this.fn('new'), arguments: [tx.pure.u64(value)] })], owner);
    });
    return created(result, 'Item');
  }

  /** The newest version of an object. */
  now(object: LedgerObject | string): LedgerObject {
    const id = typeof object === 'string' ? object : object.id;
    const found = this.ledger.getObject(id);
    assert.ok(found, `object ${id} is gone`);
    return found;
  }

  /** An owned or immutable object as an argument. */
  owned(tx: Transaction, object: LedgerObject | string): TransactionObjectArgument {
    return tx.object(Inputs.ObjectRef(referenceOf(this.now(object))));
  }

  shared(tx: Transaction, object: LedgerObject | string, mutable = true): TransactionObjectArgument {
    const { id, owner } = this.now(object);
    assert.ok(owner.kind === 'shared', `object ${id} is not shared`);
    return tx.object(
      Inputs.SharedObjectRef({
        objectId: id,
        initialSharedVersion: `${owner.initialSharedVersion}`,
        mutable,
      }),
    );
  }

  receiving(tx: Transaction, object: LedgerObject): TransactionObjectArgument {
    return tx.object(Inputs.ReceivingRef(referenceOf(this.now(object))));
  }

  clock(tx: Transaction): TransactionObjectArgument {
    return this.shared(tx, normalizeSuiAddress('0x6'), false);
  }
}

export interface TransactionOptions {
  readonly sender?: Signer;
  readonly payer?: Signer;
  readonly gas?: readonly LedgerObject[];
  readonly budget?: bigint;
  readonly price?: bigint;
  readonly expiration?: Parameters<Transaction['setExpiration']>[0];
}

export interface Failure {
  readonly error: unknown;
  readonly command: number | undefined;
  readonly result: ExecutedTransaction;
}

/** Serialized signatures of sender and, if another, payer. */
export async function signatures(bytes: Uint8Array, sender: Signer, payer = sender): Promise<Uint8Array[]> {
  const signers = payer.toSuiAddress() === sender.toSuiAddress() ? [sender] : [sender, payer];
  return Promise.all(signers.map(async (each) => fromBase64((await each.signTransaction(bytes)).signature)));
}

export function referenceOf({ id, version, digest }: LedgerObject) {
  return { objectId: id, version: version.toString(), digest };
}

/** The one object of a type name that a transaction created. */
export function created(result: ExecutedTransaction, typeName: string): LedgerObject {
  const found = result.changes.filter(
    ({ idOperation, after }) => idOperation === 'created' && typeNameOf(after) === typeName,
  );
  assert.equal(found.length, 1, `${found.length} objects of type ${typeName} created`);
  return found[0]!.after!;
}

export function typeNameOf(object: LedgerObject | undefined): string | undefined {
  return object?.data.kind === 'move' && object.data.type.kind === 'datatype'
    ? object.data.type.name
    : undefined;
}

/** The eight bytes after the id, as an integer: the value of an Item, the balance of a coin. */
export function balance(object: LedgerObject): bigint {
  assert.ok(object.data.kind === 'move');
  return BigInt(bcs.u64().parse(object.data.contents.subarray(32, 40)));
}

/** Effects as the SDK parses them. */
export function effectsOf(result: ExecutedTransaction) {
  const { V2 } = bcs.TransactionEffects.parse(result.effects);
  assert.ok(V2);
  return V2;
}

/** A parsed BCS value without the `$kind` fields. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '$kind')
      .map(([key, inner]) => [key, plain(inner)]),
  );
}

/** Events of a `Noted` as number and text. */
export function notes(result: ExecutedTransaction): readonly { number: string; text: string }[] {
  const Noted = bcs.struct('Noted', { number: bcs.u64(), text: bcs.string() });
  return result.events.map(({ contents }) => Noted.parse(contents));
}

/** Asserts that everything in `expected` is in `actual`, which may hold more. */
export function contains(actual: unknown, expected: unknown, path = 'value'): void {
  if (expected === null || typeof expected !== 'object') return assert.equal(actual, expected, path);
  assert.ok(actual !== null && typeof actual === 'object', `${path} is no object`);
  for (const [key, value] of Object.entries(expected)) {
    contains((actual as Record<string, unknown>)[key], value, `${path}.${key}`);
  }
}
