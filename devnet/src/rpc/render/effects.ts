/** Effects as messages. The types of objects, which effects do not have, come from the ledger. */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { bcs } from '@mysten/sui/bcs';
import type { Ledger } from '../../ledger/api.js';
import { digestText } from '../../ledger/digests.js';
import type { ExecutedTransaction } from '../../ledger/types.js';
import type { FieldMask } from '../grpc/field-mask.js';
import { executionErrorMessage } from './execution-error.js';
import { objectTypeText } from './objects.js';
import { parsedEffects } from './parsed-bcs.js';
import type { Effects } from './parsed-bcs.js';

type Change = Effects['changedObjects'][number];
type Unchanged = Effects['unchangedConsensusObjects'][number];

/** The effects of an execution, with the fields of the mask. */
export function effectsMessage(
  ledger: Ledger,
  executed: ExecutedTransaction,
  mask: FieldMask<GrpcTypes.TransactionEffects>,
): GrpcTypes.TransactionEffects {
  const effects = parsedEffects(executed);
  const wantsChanges = mask.has('changed_objects') || mask.has('gas_object');
  const wantsUnchanged = mask.has('unchanged_consensus_objects');
  const types = wantsChanges || wantsUnchanged ? typesOf(executed) : new Map<string, string>();
  const changedObjects = wantsChanges
    ? effects.changedObjects.map((change) => changeMessage(change, BigInt(effects.lamportVersion), types))
    : [];
  const message: GrpcTypes.TransactionEffects = {
    bcs: { name: 'TransactionEffects', value: executed.effects },
    version: 2,
    status: mask.has('status') ? statusMessage(ledger, effects, executed) : undefined,
    epoch: BigInt(effects.executedEpoch),
    gasUsed: gasMessage(effects.gasUsed),
    transactionDigest: effects.transactionDigest,
    gasObject: effects.gasObjectIndex === null ? undefined : changedObjects[effects.gasObjectIndex],
    eventsDigest: effects.eventsDigest ?? undefined,
    dependencies: effects.dependencies,
    lamportVersion: BigInt(effects.lamportVersion),
    changedObjects,
    unchangedConsensusObjects: wantsUnchanged
      ? effects.unchangedConsensusObjects.map((item) => unchangedMessage(item, types))
      : [],
    auxiliaryDataDigest: effects.auxDataDigest ?? undefined,
    unchangedLoadedRuntimeObjects: [],
  };
  if (mask.has('digest')) message.digest = digestText('TransactionEffects', executed.effects);
  return mask.project(message);
}

/** Types of all objects that a transaction read or changed, by id. */
function typesOf({ objects, changes }: ExecutedTransaction): Map<string, string> {
  const types = new Map<string, string>();
  for (const object of objects) types.set(object.id, objectTypeText(object));
  for (const { id, before, after } of changes) {
    const object = after ?? before;
    if (object !== undefined) types.set(id, objectTypeText(object));
  }
  return types;
}

/** Gas in numbers, from the decimal texts of BCS. */
export function gasMessage(gas: Effects['gasUsed']): GrpcTypes.GasCostSummary {
  return {
    computationCost: BigInt(gas.computationCost),
    storageCost: BigInt(gas.storageCost),
    storageRebate: BigInt(gas.storageRebate),
    nonRefundableStorageFee: BigInt(gas.nonRefundableStorageFee),
  };
}

function statusMessage(
  ledger: Ledger,
  effects: Effects,
  executed: ExecutedTransaction,
): GrpcTypes.ExecutionStatus {
  const { Failure } = effects.status;
  if (Failure === undefined || Failure === null) return { success: true };
  const description = executed.status.success ? Failure.error.$kind : executed.status.message;
  return { success: false, error: executionErrorMessage(ledger, Failure, description) };
}

function changeMessage(
  [objectId, { inputState, outputState, idOperation }]: Change,
  lamportVersion: bigint,
  types: ReadonlyMap<string, string>,
): GrpcTypes.ChangedObject {
  const Input = GrpcTypes.ChangedObject_InputObjectState;
  const Id = GrpcTypes.ChangedObject_IdOperation;
  const message: GrpcTypes.ChangedObject = {
    objectId,
    inputState: Input.DOES_NOT_EXIST,
    idOperation: { None: Id.NONE, Created: Id.CREATED, Deleted: Id.DELETED }[idOperation.$kind],
    objectType: types.get(objectId),
    ...outputMessage(outputState, lamportVersion),
  };
  if (inputState.$kind === 'Exist') {
    const [[version, digest], owner] = inputState.Exist;
    message.inputState = Input.EXISTS;
    message.inputVersion = BigInt(version);
    message.inputDigest = digest;
    message.inputOwner = bcsOwnerMessage(owner);
  }
  return message;
}

function outputMessage(
  state: Change[1]['outputState'],
  lamportVersion: bigint,
): Partial<GrpcTypes.ChangedObject> {
  const Output = GrpcTypes.ChangedObject_OutputObjectState;
  switch (state.$kind) {
    case 'NotExist':
      return { outputState: Output.DOES_NOT_EXIST };
    case 'ObjectWrite': {
      const [digest, owner] = state.ObjectWrite;
      return {
        outputState: Output.OBJECT_WRITE,
        outputVersion: lamportVersion,
        outputDigest: digest,
        outputOwner: bcsOwnerMessage(owner),
      };
    }
    case 'PackageWrite': {
      const [version, digest] = state.PackageWrite;
      return {
        outputState: Output.PACKAGE_WRITE,
        outputVersion: BigInt(version),
        outputDigest: digest,
        outputOwner: { kind: GrpcTypes.Owner_OwnerKind.IMMUTABLE },
      };
    }
    case 'AccumulatorWriteV1':
      return { outputState: Output.ACCUMULATOR_WRITE };
  }
}

function bcsOwnerMessage(owner: ReturnType<typeof bcs.Owner.parse>): GrpcTypes.Owner {
  const { ADDRESS, OBJECT, SHARED, IMMUTABLE, CONSENSUS_ADDRESS } = GrpcTypes.Owner_OwnerKind;
  switch (owner.$kind) {
    case 'AddressOwner':
      return { kind: ADDRESS, address: owner.AddressOwner };
    case 'ObjectOwner':
      return { kind: OBJECT, address: owner.ObjectOwner };
    case 'Shared':
      return { kind: SHARED, version: BigInt(owner.Shared.initialSharedVersion) };
    case 'Immutable':
      return { kind: IMMUTABLE };
    case 'ConsensusAddressOwner': {
      const { owner: address, startVersion } = owner.ConsensusAddressOwner;
      return { kind: CONSENSUS_ADDRESS, address, version: BigInt(startVersion) };
    }
  }
}

function unchangedMessage(
  [objectId, state]: Unchanged,
  types: ReadonlyMap<string, string>,
): GrpcTypes.UnchangedConsensusObject {
  const Kind = GrpcTypes.UnchangedConsensusObject_UnchangedConsensusObjectKind;
  const objectType = types.get(objectId);
  switch (state.$kind) {
    case 'ReadOnlyRoot': {
      const [version, digest] = state.ReadOnlyRoot;
      return { kind: Kind.READ_ONLY_ROOT, objectId, version: BigInt(version), digest, objectType };
    }
    case 'MutateConsensusStreamEnded': {
      const version = BigInt(state.MutateConsensusStreamEnded);
      return { kind: Kind.MUTATE_CONSENSUS_STREAM_ENDED, objectId, version, objectType };
    }
    case 'ReadConsensusStreamEnded': {
      const version = BigInt(state.ReadConsensusStreamEnded);
      return { kind: Kind.READ_CONSENSUS_STREAM_ENDED, objectId, version, objectType };
    }
    case 'Cancelled':
      return { kind: Kind.CANCELED, objectId, version: BigInt(state.Cancelled), objectType };
    case 'PerEpochConfig':
      return { kind: Kind.PER_EPOCH_CONFIG, objectId, objectType };
  }
}
