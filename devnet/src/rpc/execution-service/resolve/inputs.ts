/**
 * Inputs, from messages to what `bcs.CallArg` writes. An object given by id alone gets its version, digest
 * and kind from the ledger; whether a shared one is used mutably, or an owned one is received, is seen from
 * the signatures of the functions that it is given to. The rules are those of Sui's nodes.
 */
import type { bcs } from '@mysten/sui/bcs';
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../../ledger/api.js';
import { wellKnown } from '../../../ledger/type-tags.js';
import type { LedgerObject } from '../../../ledger/types.js';
import type { SignatureType } from '../../../vm/types.js';
import { readAddress, readDigest, required } from '../../grpc/request.js';
import { StatusError, invalidArgument, notFound } from '../../grpc/status.js';

/** An input as BCS takes it. */
export type CallInput = Parameters<typeof bcs.CallArg.serialize>[0];

interface Reference {
  readonly objectId: string;
  readonly version: bigint;
  readonly digest: string;
}

/** An input of a transaction that is resolved. */
interface UnresolvedInput {
  readonly input: GrpcTypes.Input;
  /** Its index among the inputs. */
  readonly index: number;
  /** The commands that use it. */
  readonly commands: readonly GrpcTypes.Command[];
}

/**
 * An input with everything that the client left out.
 * @throws StatusError INVALID_ARGUMENT, NOT_FOUND
 */
export function resolveInput(ledger: Ledger, unresolved: UnresolvedInput): CallInput {
  const { input, index } = unresolved;
  const field = `inputs[${index}]`;
  const { PURE, IMMUTABLE_OR_OWNED, SHARED, RECEIVING, FUNDS_WITHDRAWAL, INPUT_KIND_UNKNOWN } =
    GrpcTypes.Input_InputKind;
  if (input.literal !== undefined)
    throw new StatusError('UNIMPLEMENTED', `${field}: literals are not resolved`);
  const kind = input.kind ?? (input.pure !== undefined ? PURE : INPUT_KIND_UNKNOWN);
  switch (kind) {
    case PURE:
      return { Pure: { bytes: required(`${field}.pure`, input.pure) } };
    case IMMUTABLE_OR_OWNED:
      return { Object: { ImmOrOwnedObject: objectReference(ledger, field, input) } };
    case RECEIVING:
      return { Object: { Receiving: objectReference(ledger, field, input) } };
    case SHARED:
      return { Object: { SharedObject: sharedReference(ledger, field, unresolved) } };
    case FUNDS_WITHDRAWAL:
      throw new StatusError('UNIMPLEMENTED', `${field}: there are no address balances to withdraw from`);
    default:
      return resolveObject(ledger, field, unresolved);
  }
}

/**
 * Version and digest of an owned or immutable object. Those given must be the current ones unless both are.
 */
export function objectReference(
  ledger: Ledger,
  field: string,
  given: { readonly objectId?: string; readonly version?: bigint; readonly digest?: string },
): Reference {
  const objectId = readAddress(`${field}.object_id`, given.objectId);
  const digest = given.digest === undefined ? undefined : readDigest(`${field}.digest`, given.digest);
  if (given.version !== undefined && digest !== undefined)
    return { objectId, version: given.version, digest };
  const object = live(ledger, objectId);
  if (object.owner.kind !== 'address' && object.owner.kind !== 'immutable') {
    throw invalidArgument(field, `object ${objectId} is neither immutable nor owned by an address`);
  }
  if (given.version !== undefined && given.version !== object.version) {
    throw invalidArgument(`${field}.version`, `given ${given.version}, the object has ${object.version}`);
  }
  if (digest !== undefined && digest !== object.digest) {
    throw invalidArgument(`${field}.digest`, `given ${digest}, the object has ${object.digest}`);
  }
  return { objectId, version: object.version, digest: object.digest };
}

function resolveObject(ledger: Ledger, field: string, unresolved: UnresolvedInput): CallInput {
  const { input, index, commands } = unresolved;
  const objectId = readAddress(`${field}.object_id`, input.objectId);
  switch (live(ledger, objectId).owner.kind) {
    case 'immutable':
      return { Object: { ImmOrOwnedObject: objectReference(ledger, field, input) } };
    case 'address': {
      const reference = objectReference(ledger, field, input);
      return {
        Object: isReceived(ledger, commands, index)
          ? { Receiving: reference }
          : { ImmOrOwnedObject: reference },
      };
    }
    case 'shared':
    case 'consensus-address':
      return { Object: { SharedObject: sharedReference(ledger, field, unresolved) } };
    case 'object':
      throw invalidArgument(field, `object ${objectId} is owned by an object and cannot be an input`);
  }
}

function sharedReference(ledger: Ledger, field: string, { input, index, commands }: UnresolvedInput) {
  const objectId = readAddress(`${field}.object_id`, input.objectId);
  const { MUTABLE, IMMUTABLE } = GrpcTypes.Input_Mutability;
  const stated =
    input.mutable ??
    ({ [MUTABLE]: true, [IMMUTABLE]: false } as Record<number, boolean>)[input.mutability ?? 0];
  if (
    input.kind === GrpcTypes.Input_InputKind.SHARED &&
    input.version !== undefined &&
    stated !== undefined
  ) {
    return { objectId, initialSharedVersion: input.version, mutable: stated };
  }
  const { owner } = live(ledger, objectId);
  if (owner.kind !== 'shared' && owner.kind !== 'consensus-address') {
    throw invalidArgument(field, `object ${objectId} is not shared`);
  }
  const initialSharedVersion = owner.kind === 'shared' ? owner.initialSharedVersion : owner.startVersion;
  return { objectId, initialSharedVersion, mutable: stated ?? isMutated(ledger, commands, index) };
}

function live(ledger: Ledger, id: string): LedgerObject {
  const object = ledger.getObject(id);
  if (object === undefined) throw notFound(`object ${id}`);
  return object;
}

function isMutated(ledger: Ledger, commands: readonly GrpcTypes.Command[], index: number): boolean {
  return commands.some(({ command }) => {
    switch (command.oneofKind) {
      case 'moveCall':
        return parametersFor(ledger, command.moveCall, index).some(
          (type) => type.kind !== 'reference' || type.mutable,
        );
      case 'splitCoins':
        return uses([command.splitCoins.coin, ...command.splitCoins.amounts], index);
      case 'mergeCoins':
        return uses([command.mergeCoins.coin, ...command.mergeCoins.coinsToMerge], index);
      case 'makeMoveVector':
        return uses(command.makeMoveVector.elements, index);
      case 'transferObjects':
        return uses(command.transferObjects.objects, index);
      default:
        return false;
    }
  });
}

function isReceived(ledger: Ledger, commands: readonly GrpcTypes.Command[], index: number): boolean {
  return commands.some(
    ({ command }) =>
      command.oneofKind === 'moveCall' && parametersFor(ledger, command.moveCall, index).some(isReceiving),
  );
}

function isReceiving(type: SignatureType): boolean {
  return (
    type.kind === 'datatype' &&
    type.address === wellKnown.suiAddress &&
    type.module === 'transfer' &&
    type.name === 'Receiving'
  );
}

/** Types of the parameters that a call gives this input to. */
function parametersFor(ledger: Ledger, call: GrpcTypes.MoveCall, index: number): SignatureType[] {
  if (!uses(call.arguments, index)) return [];
  const { package: target, module = '', function: name = '' } = call;
  const signature = ledger.getFunction(readAddress('package', target), module, name);
  if (signature === undefined) throw invalidArgument('command', `no function ${target}::${module}::${name}`);
  return call.arguments.flatMap((argument, position) => {
    if (!uses([argument], index)) return [];
    const type = signature.parameters[position];
    if (type === undefined) {
      throw invalidArgument('command', `${module}::${name} takes ${signature.parameters.length} arguments`);
    }
    return [type];
  });
}

function uses(given: readonly (GrpcTypes.Argument | undefined)[], index: number): boolean {
  return given.some(
    (argument) => argument?.kind === GrpcTypes.Argument_ArgumentKind.INPUT && argument.input === index,
  );
}
