/**
 * System transactions: what the validators of a real network add by themselves. Each is sent by 0x0, pays
 * nothing, and runs a private function of the framework.
 *
 * - every checkpoint begins with a consensus commit prologue, which sets the Clock (0x6);
 * - new randomness is written to Random (0x8) before a transaction that reads it;
 * - an epoch ends with a change-epoch transaction.
 */
import { bcs } from '@mysten/sui/bcs';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Address } from '../vm/types.js';
import { blake2b256 } from '../blake2b.js';
import { digestOf, digestToText, zeroDigest } from './digests.js';
import type { Execution } from './execution.js';
import { systemMeter } from './gas.js';
import type { GasSummary } from './gas.js';
import { protocolVersion } from './limits.js';
import type { LoadedInputs } from './inputs.js';
import { currentEpoch, objectOf } from './state.js';
import type { State } from './state.js';
import { systemAddress, systemObjects } from './system-objects.js';
import type { Command, Input, Transaction } from './transaction.js';
import { wellKnown } from './type-tags.js';
import type { LedgerObject } from './types.js';

type KindInput = Parameters<typeof bcs.TransactionKind.serialize>[0];

/** The transaction that sets the Clock. */
export function commitPrologue(state: State, timestampMs: bigint): Execution {
  const round = (state.chain?.latest.sequenceNumber ?? 0n) + 1n;
  const kind: KindInput = {
    ConsensusCommitPrologueV4: {
      epoch: currentEpoch(state).epoch,
      round,
      subDagIndex: null,
      commitTimestampMs: timestampMs,
      consensusCommitDigest: zeroDigest,
      consensusDeterminedVersionAssignments: { CancelledTransactionsV2: [] },
      additionalStateDigest: zeroDigest,
    },
  };
  return systemExecution(state, kind, {
    target: systemObjects.clock,
    module: 'clock',
    function: 'consensus_commit_prologue',
    pure: [bcs.u64().serialize(timestampMs).toBytes()],
  });
}

/** The transaction that brings the randomness of `State.randomnessRound`. */
export function randomnessUpdate(state: State, seed: string): Execution {
  const { epoch } = currentEpoch(state);
  const round = state.randomnessRound;
  const randomBytes = randomnessOf(seed, epoch, round);
  const owner = sharedObject(state, systemObjects.random).owner;
  const kind: KindInput = {
    RandomnessStateUpdate: {
      epoch,
      randomnessRound: round,
      randomBytes,
      randomnessObjInitialSharedVersion: owner.kind === 'shared' ? owner.initialSharedVersion : 0n,
    },
  };
  return systemExecution(state, kind, {
    target: systemObjects.random,
    module: 'random',
    function: 'update_randomness_state',
    pure: [bcs.u64().serialize(round).toBytes(), bcs.byteVector().serialize(randomBytes).toBytes()],
  });
}

/** The transaction that ends the epoch. */
export function changeEpoch(state: State, timestampMs: bigint, gas: GasSummary): Execution {
  const { epoch } = currentEpoch(state);
  return systemExecution(state, {
    EndOfEpochTransaction: [
      {
        ChangeEpoch: {
          epoch: epoch + 1n,
          protocolVersion,
          storageCharge: gas.storageCost,
          computationCharge: gas.computationCost,
          storageRebate: gas.storageRebate,
          nonRefundableStorageFee: gas.nonRefundableStorageFee,
          epochStartTimestampMs: timestampMs,
          systemPackages: [],
        },
      },
    ],
  });
}

/** The 32 random bytes of a round: a hash, so that a seed fixes all that is ever drawn. */
export function randomnessOf(seed: string, epoch: bigint, round: bigint): Uint8Array {
  return blake2b256(utf8ToBytes(`haulout randomness ${epoch} ${round} ${seed}`));
}

/** BCS `TransactionData` of a system transaction, as validators write it. */
export function systemTransactionData(kind: KindInput): Uint8Array {
  return bcs.TransactionData.serialize(
    {
      V1: {
        kind,
        sender: systemAddress,
        gasData: {
          payment: [{ objectId: systemAddress, version: 0n, digest: zeroDigest }],
          owner: systemAddress,
          price: 1n,
          budget: 0n,
        },
        expiration: { None: true },
      },
    },
    { initialSize: 4096 },
  ).toBytes();
}

/** The placeholder signature of system transactions: ed25519, all zeros. */
export const systemSignature = new Uint8Array(97);

/** A transaction of commands run by the system, outside of any kind that validators know: for genesis. */
export function systemProgram(
  state: State,
  bytes: Uint8Array,
  { inputs, commands }: Pick<Transaction, 'inputs' | 'commands'>,
): Execution {
  return {
    mode: 'system',
    transaction: {
      bytes,
      digest: digestToText(digestOf('TransactionData', bytes)),
      sender: systemAddress,
      inputs,
      commands,
      gas: { owner: systemAddress, price: 1n, budget: 0n, payment: [] },
    },
    signatures: [systemSignature],
    inputs: loadSystemInputs(state, inputs),
    meter: systemMeter,
  };
}

/** A call that takes a shared object, and pure arguments after it. */
interface SystemCall {
  readonly target: Address;
  readonly module: string;
  readonly function: string;
  /** BCS. */
  readonly pure: readonly Uint8Array[];
}

function systemExecution(state: State, kind: KindInput, call?: SystemCall): Execution {
  const bytes = systemTransactionData(kind);
  if (call === undefined) return systemProgram(state, bytes, { inputs: [], commands: [] });
  const { target } = call;
  const { owner } = sharedObject(state, target);
  const initialSharedVersion = owner.kind === 'shared' ? owner.initialSharedVersion : 0n;
  const inputs: Input[] = [
    { kind: 'shared', id: target, initialSharedVersion, mutable: true },
    ...call.pure.map((pure): Input => ({ kind: 'pure', bytes: pure })),
  ];
  const commands: Command[] = [
    {
      kind: 'move-call',
      package: wellKnown.suiAddress,
      module: call.module,
      function: call.function,
      typeArguments: [],
      arguments: inputs.map((_, index) => ({ kind: 'input', index })),
    },
  ];
  return systemProgram(state, bytes, { inputs, commands });
}

function loadSystemInputs(state: State, inputs: readonly Input[]): LoadedInputs {
  const objects = new Map<Address, LedgerObject>();
  for (const input of inputs)
    if (input.kind === 'shared') objects.set(input.id, sharedObject(state, input.id));
  const versions = [...objects.values()].map(({ version }) => version);
  return {
    objects,
    mutable: new Set(objects.keys()),
    readOnlyShared: [],
    receiving: [],
    lamportVersion: versions.reduce((highest, version) => (version > highest ? version : highest), 0n) + 1n,
    dependencies: new Set([...objects.values()].map(({ previousTransaction }) => previousTransaction)),
  };
}

function sharedObject(state: State, id: Address): LedgerObject {
  const object = objectOf(state, id);
  if (object === undefined) throw new TypeError(`system object ${id} does not exist`);
  return object;
}
