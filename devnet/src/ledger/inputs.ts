/**
 * The inputs of a transaction against the state: do the objects exist at the named versions, may the sender
 * use them, can the payer pay. Rules in the order of Sui's transaction checks.
 */
import type { Address } from '../vm/types.js';
import { TransactionRejected, ensure } from './rejection.js';
import { prices } from './limits.js';
import { coinBalance, isGasCoin } from './objects.js';
import { chainIdentifier, currentEpoch, objectOf } from './state.js';
import type { State } from './state.js';
import { systemObjects } from './system-objects.js';
import type { Expiration, Input, ObjectReference, Transaction } from './transaction.js';
import type { Digest, LedgerObject } from './types.js';
import { packagesUsed } from './validity.js';

/** The objects that a transaction begins with. */
export interface LoadedInputs {
  /** Input objects, gas coins and packages, by id. */
  readonly objects: ReadonlyMap<Address, LedgerObject>;
  /** Those that get a new version, whatever the transaction does. */
  readonly mutable: ReadonlySet<Address>;
  readonly readOnlyShared: readonly ObjectReference[];
  readonly receiving: readonly ObjectReference[];
  /** The version of everything that the transaction writes: above that of every input. */
  readonly lamportVersion: bigint;
  /** Transactions that made the inputs. */
  readonly dependencies: ReadonlySet<Digest>;
}

/**
 * Checks expiration and gas price, which need the epoch and the clock but no object. Throws
 * `TransactionRejected`.
 */
export function checkTerms(transaction: Transaction, state: State): void {
  checkExpiration(transaction.expiration, state);
  const { price } = transaction.gas;
  const reference = currentEpoch(state).referenceGasPrice;
  ensure(
    price >= reference,
    'GAS_PRICE_TOO_LOW',
    `gas price ${price} MIST; at least the reference price, ${reference}`,
    { price, reference },
  );
  ensure(
    price < prices.maxGasPrice,
    'GAS_PRICE_TOO_HIGH',
    `gas price ${price} MIST; below ${prices.maxGasPrice}`,
    { price, limit: prices.maxGasPrice },
  );
}

/**
 * Loads and checks the inputs.
 * @param options.ownership false: any object may be used, and gas need not cover the budget (dev-inspect)
 * @param options.extra objects that exist for this transaction only, such as a coin to simulate paying with
 * @throws TransactionRejected
 */
export function loadInputs(
  transaction: Transaction,
  state: State,
  options: { readonly ownership: boolean; readonly extra?: LedgerObject },
): LoadedInputs {
  const objects = new Map<Address, LedgerObject>();
  const mutable = new Set<Address>();
  const readOnlyShared: ObjectReference[] = [];
  const receiving: ObjectReference[] = [];
  const read = (id: Address): LedgerObject | undefined =>
    options.extra?.id === id ? options.extra : objectOf(state, id);

  for (const input of transaction.inputs) {
    if (input.kind === 'owned') {
      const object = loadReference(input.reference, read);
      if (options.ownership) checkOwner(object, transaction.sender);
      else ensure(object.owner.kind !== 'shared', 'NOT_OWNED_OBJECT', `object ${object.id} is shared`);
      objects.set(object.id, object);
      if (object.owner.kind !== 'immutable') mutable.add(object.id);
    } else if (input.kind === 'shared') {
      const object = loadShared(input, read, transaction.sender);
      objects.set(object.id, object);
      if (input.mutable) mutable.add(object.id);
      else readOnlyShared.push({ id: object.id, version: object.version, digest: object.digest });
    } else if (input.kind === 'receiving') {
      checkReceiving(input.reference, read);
      receiving.push(input.reference);
    }
  }
  for (const coin of transaction.gas.payment) {
    const object = loadReference(coin, read);
    if (options.ownership) checkOwner(object, transaction.gas.owner, 'gas');
    objects.set(object.id, object);
    mutable.add(object.id);
  }
  for (const id of packagesUsed(transaction.commands)) {
    const object = read(id);
    ensure(object !== undefined, 'PACKAGE_NOT_FOUND', `package ${id} does not exist`, { id });
    ensure(object.data.kind === 'package', 'OBJECT_AS_PACKAGE', `object ${id} is not a package`, { id });
    objects.set(id, object);
  }
  checkGas(transaction, objects, options.ownership);

  const versions = [...receiving.map(({ version }) => version)];
  for (const object of objects.values()) if (object.data.kind === 'move') versions.push(object.version);
  return {
    objects,
    mutable,
    readOnlyShared,
    receiving,
    lamportVersion: versions.reduce((highest, version) => (version > highest ? version : highest), 0n) + 1n,
    dependencies: new Set([...objects.values()].map((object) => object.previousTransaction)),
  };
}

function checkExpiration(expiration: Expiration, state: State): void {
  const { epoch } = currentEpoch(state);
  const now = state.clockMs;
  const expired = (message: string): never => {
    throw new TransactionRejected('TRANSACTION_EXPIRED', message, { epoch });
  };
  if (expiration.kind === 'epoch' && expiration.epoch < epoch) {
    expired(`the transaction expired with epoch ${expiration.epoch}; it is epoch ${epoch}`);
  }
  if (expiration.kind !== 'valid-during') return;
  const { minEpoch, maxEpoch, minTimestamp, maxTimestamp, chain } = expiration;
  if (chain !== chainIdentifier(state)) expired(`the transaction is for chain ${chain}`);
  if ((minEpoch ?? epoch) > epoch || (maxEpoch ?? epoch) < epoch) {
    expired(
      `the transaction is valid from epoch ${minEpoch ?? 0n} to ${maxEpoch ?? 'any'}; it is epoch ${epoch}`,
    );
  }
  if ((minTimestamp ?? now) > now || (maxTimestamp ?? now) < now) {
    expired(
      `the transaction is valid from ${minTimestamp ?? 0n} ms to ${maxTimestamp ?? 'any'} ms; ` +
        `it is ${now} ms`,
    );
  }
}

type Read = (id: Address) => LedgerObject | undefined;

function loadReference(reference: ObjectReference, read: Read): LedgerObject {
  const { id, version, digest } = reference;
  const object = read(id);
  ensure(
    object !== undefined,
    'OBJECT_NOT_FOUND',
    `could not find the referenced object ${id} at version ${version}`,
    {
      id,
      version,
    },
  );
  ensure(object.data.kind === 'move', 'PACKAGE_AS_OBJECT', `${id} is a package; an object is expected`, {
    id,
  });
  ensure(
    object.version === version,
    'OBJECT_VERSION_UNAVAILABLE',
    `object ${id} version ${version} is not available for consumption, current version: ${object.version}`,
    { id, version, current: object.version },
  );
  ensure(
    object.digest === digest,
    'INVALID_OBJECT_DIGEST',
    `object ${id} version ${version} has digest ${object.digest}, not ${digest}`,
    { id, digest, expected: object.digest },
  );
  return object;
}

function checkOwner(object: LedgerObject, account: Address, use: 'input' | 'gas' = 'input'): void {
  const { id, owner } = object;
  if (use === 'gas') {
    ensure(owner.kind === 'address', 'GAS_OBJECT_NOT_OWNED', `gas coin ${id} has no account as its owner`, {
      id,
    });
  }
  switch (owner.kind) {
    case 'immutable':
      return;
    case 'address':
      ensure(
        owner.address === account,
        'INCORRECT_OWNER',
        `object ${id} is owned by ${owner.address}, but it must be owned by ${account}`,
        { id, owner: owner.address, account },
      );
      return;
    case 'object':
      throw new TransactionRejected(
        'CHILD_OBJECT_AS_INPUT',
        `object ${id} is owned by object ${owner.address}: objects of objects cannot be inputs`,
        { id, parent: owner.address },
      );
    case 'shared':
    case 'consensus-address':
      throw new TransactionRejected('NOT_OWNED_OBJECT', `object ${id} is shared; it was named as owned`, {
        id,
      });
  }
}

function loadShared(input: Input & { kind: 'shared' }, read: Read, sender: Address): LedgerObject {
  const { id, initialSharedVersion: named, mutable } = input;
  ensure(
    id !== systemObjects.authenticatorState,
    'SYSTEM_OBJECT',
    `object ${id} is for system transactions`,
    { id },
  );
  if (id === systemObjects.clock || id === systemObjects.random) {
    ensure(!mutable, 'IMMUTABLE_PARAMETER_EXPECTED', `system object ${id} can only be read`, { id });
  }
  const object = read(id);
  ensure(object !== undefined, 'OBJECT_NOT_FOUND', `shared object ${id} does not exist`, { id });
  const { owner } = object;
  if (owner.kind === 'consensus-address') {
    ensure(
      owner.address === sender,
      'INCORRECT_OWNER',
      `object ${id} is owned by ${owner.address}, not ${sender}`,
      {
        id,
      },
    );
  }
  const initial =
    owner.kind === 'shared'
      ? owner.initialSharedVersion
      : owner.kind === 'consensus-address'
        ? owner.startVersion
        : undefined;
  ensure(initial !== undefined, 'NOT_SHARED_OBJECT', `object ${id} is not shared; it was named as shared`, {
    id,
  });
  ensure(
    initial === named,
    'SHARED_VERSION_MISMATCH',
    `object ${id} was shared at version ${initial}, not ${named}`,
    { id, initial, named },
  );
  return object;
}

function checkReceiving(reference: ObjectReference, read: Read): void {
  const object = loadReference(reference, read);
  const { id, owner } = object;
  if (owner.kind === 'address') return;
  const code = owner.kind === 'object' ? 'CHILD_OBJECT_AS_INPUT' : 'NOT_OWNED_OBJECT';
  throw new TransactionRejected(code, `object ${id} cannot be received: no address owns it`, { id });
}

function checkGas(
  { gas }: Transaction,
  objects: ReadonlyMap<Address, LedgerObject>,
  ownership: boolean,
): void {
  let balance = 0n;
  for (const { id } of gas.payment) {
    const object = objects.get(id)!;
    ensure(isGasCoin(object), 'INVALID_GAS_OBJECT', `object ${id} is not a SUI coin`, { id });
    balance += object.data.kind === 'move' ? coinBalance(object.data.contents) : 0n;
  }
  const least = prices.baseTxCostFixed * gas.price;
  ensure(
    gas.budget <= prices.maxTxGas,
    'GAS_BUDGET_TOO_HIGH',
    `gas budget ${gas.budget} MIST; at most ${prices.maxTxGas}`,
    { budget: gas.budget, limit: prices.maxTxGas },
  );
  ensure(gas.budget >= least, 'GAS_BUDGET_TOO_LOW', `gas budget ${gas.budget} MIST; at least ${least}`, {
    budget: gas.budget,
    limit: least,
  });
  if (!ownership && gas.payment.length === 0) return;
  ensure(
    balance >= gas.budget,
    'GAS_BALANCE_TOO_LOW',
    `the gas coins hold ${balance} MIST; the budget is ${gas.budget}`,
    { balance, budget: gas.budget },
  );
}
