/**
 * Genesis: the first transaction of the chain, which holds every object that the network begins with.
 *
 * The objects are made by running the framework's own code on a ledger that has nothing but the framework:
 * Clock (0x6), Random (0x8) with its first randomness, the register of currencies (0xc), the deny list
 * (0x403), SUI's metadata, and the whole supply of SUI in one coin, which belongs to the faucet. Then
 * they are written down at version 1, as Sui's genesis does. (Sui has the system state at 0x5 and validators
 * besides; no package of the devnet defines them.)
 */
import { bcs } from '@mysten/sui/bcs';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Address } from '../vm/types.js';
import { balanceChanges } from './balances.js';
import { blake2b256 } from '../blake2b.js';
import { digestOf, digestToText } from './digests.js';
import { effectsBcs } from './effects.js';
import { executeTransaction } from './execute.js';
import type { Engine, Execution, ExecutionResult } from './execution.js';
import { noGas } from './gas.js';
import { dataInput, makeObject, ownerInput } from './objects.js';
import { systemPackage } from './packages.js';
import { emptyState, stateBeforeGenesis, withChanges } from './state.js';
import type { State } from './state.js';
import {
  randomnessOf,
  systemProgram,
  systemSignature,
  systemTransactionData,
} from './system-transactions.js';
import { systemAddress, systemObjects } from './system-objects.js';
import type { Argument, Command, Input } from './transaction.js';
import { wellKnown } from './type-tags.js';
import type { LedgerObject, ObjectChange, Owner } from './types.js';

/** A package of the framework, compiled: what `compileFramework` of the compiler gives. */
export interface GenesisPackage {
  /** Where it lives: 0x1, 0x2, ... */
  readonly address: Address;
  readonly modules: readonly { readonly name: string; readonly bytecode: Uint8Array }[];
  /** Ids of the other framework packages that it uses. */
  readonly dependencies: readonly Address[];
}

/** The state with the genesis objects, before its checkpoint, and the transaction that made them. */
export interface Genesis {
  readonly state: State;
  readonly result: ExecutionResult;
  /** The coin with all SUI. */
  readonly treasury: Address;
}

/** Makes the objects of a new network. Throws when the framework lacks what genesis calls. */
export function makeGenesis(
  engine: Engine,
  packages: readonly GenesisPackage[],
  options: {
    readonly seed: string;
    readonly startTimestampMs: bigint;
    readonly referenceGasPrice: bigint;
    readonly treasurer: Address;
  },
): Genesis {
  const { seed, startTimestampMs, treasurer } = options;
  let draft = withChanges(
    stateBeforeGenesis(options),
    packages.map((item) => created(packageObject(item))),
  );
  // The ids that genesis makes come from this digest, so the seed fixes them.
  const program = (label: string, inputs: readonly Input[], commands: readonly Command[]): Execution =>
    systemProgram(draft, blake2b256(utf8ToBytes(`haulout genesis ${label} ${seed}`)), { inputs, commands });
  const run = (execution: Execution): readonly ObjectChange[] => {
    const { status, changes } = executeTransaction(engine, draft, execution);
    if (!status.success) throw new TypeError(`genesis failed: ${status.message}`);
    draft = withChanges(draft, changes);
    return changes;
  };

  const minted = run(
    program('objects', [{ kind: 'pure', bytes: bcs.Address.serialize(treasurer).toBytes() }], creation),
  );
  const treasury = minted.find(({ after }) => isOwnedBy(after, treasurer))!.id;
  run(
    program(
      'clock',
      [shared(draft, systemObjects.clock), pureU64(startTimestampMs)],
      [call('clock', 'consensus_commit_prologue', [input(0), input(1)])],
    ),
  );
  const bytes = bcs
    .byteVector()
    .serialize(randomnessOf(seed, 0n, 0n))
    .toBytes();
  run(
    program(
      'random',
      [shared(draft, systemObjects.random), pureU64(0n), { kind: 'pure', bytes }],
      [call('random', 'update_randomness_state', [input(0), input(1), input(2)])],
    ),
  );
  return writeDown(draft, treasury);
}

/** The objects of the draft as those of one genesis transaction. */
function writeDown(draft: State, treasury: Address): Genesis {
  const objects: LedgerObject[] = [];
  for (const [, { object }] of draft.objects.entries())
    if (object !== undefined) objects.push(atVersionOne(object));
  const transaction = systemTransactionData({
    Genesis: {
      objects: objects.map((object) => ({
        RawObject: { data: dataInput(object), owner: ownerInput(object.owner) },
      })),
    },
  });
  const digest = digestToText(digestOf('TransactionData', transaction));
  const changes = objects.map((object) => created(makeObject({ ...object, previousTransaction: digest })));
  const effects = effectsBcs({
    status: { success: true },
    epoch: 0n,
    gasUsed: noGas,
    transactionDigest: digest,
    gasObject: undefined,
    events: [],
    dependencies: new Set(),
    lamportVersion: 1n,
    changes,
    readOnlyShared: [],
  });
  const result: ExecutionResult = {
    digest,
    transaction,
    signatures: [systemSignature],
    effects,
    status: { success: true },
    events: [],
    changes,
    objects: changes.map(({ after }) => after!),
    balanceChanges: balanceChanges(changes),
    gasUsed: noGas,
    commandResults: undefined,
    taken: undefined,
  };
  const { clockMs, epochs } = draft;
  const state = withChanges({ ...emptyState(clockMs), epochs }, changes);
  return { state, result, treasury };
}

function atVersionOne(object: LedgerObject): LedgerObject {
  const owner: Owner =
    object.owner.kind === 'shared' ? { kind: 'shared', initialSharedVersion: 1n } : object.owner;
  return { ...object, version: 1n, owner, storageRebate: 0n };
}

function created(after: LedgerObject): ObjectChange {
  return { id: after.id, before: undefined, after, idOperation: 'created' };
}

function packageObject({ address, modules, dependencies }: GenesisPackage): LedgerObject {
  const item = systemPackage(
    address,
    modules.map(({ bytecode }) => bytecode),
    dependencies,
  );
  return makeObject({
    id: address,
    version: 1n,
    owner: { kind: 'immutable' },
    previousTransaction: digestToText(new Uint8Array(32)),
    storageRebate: 0n,
    data: { kind: 'package', package: item },
  });
}

/** Commands that make the system objects and mint SUI; input 0 is who gets it. */
const creation: readonly Command[] = [
  call('clock', 'create', []),
  call('random', 'create', []),
  call('deny_list', 'create', []),
  call('sui', 'new', []),
  { ...call('coin', 'from_balance', [{ kind: 'result', index: 3 }]), typeArguments: [wellKnown.sui] },
  { kind: 'transfer-objects', objects: [{ kind: 'result', index: 4 }], address: input(0) },
  call('coin_registry', 'create', []),
];

function call(
  module: string,
  name: string,
  args: readonly Argument[],
): Extract<Command, { kind: 'move-call' }> {
  return {
    kind: 'move-call',
    package: wellKnown.suiAddress,
    module,
    function: name,
    typeArguments: [],
    arguments: args,
  };
}

function input(index: number): Argument {
  return { kind: 'input', index };
}

function pureU64(value: bigint): Input {
  return { kind: 'pure', bytes: bcs.u64().serialize(value).toBytes() };
}

function shared(state: State, id: Address): Input {
  const owner = state.objects.get(id)?.object?.owner;
  if (owner?.kind !== 'shared') throw new TypeError(`genesis made no shared object ${id}`);
  return { kind: 'shared', id, initialSharedVersion: owner.initialSharedVersion, mutable: true };
}

function isOwnedBy(object: LedgerObject | undefined, account: Address): boolean {
  return object?.owner.kind === 'address' && object.owner.address === account && account !== systemAddress;
}
