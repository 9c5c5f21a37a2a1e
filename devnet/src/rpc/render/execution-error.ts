/** Why a transaction failed, from the failure in its effects, as a message. */
import { toBase58 } from '@mysten/bcs';
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import { cleverError } from './clever-error.js';
import type { Effects } from './parsed-bcs.js';

type Failure = NonNullable<Effects['status']['Failure']>;
type FailureStatus = Failure['error'];
type Location = NonNullable<FailureStatus['MovePrimitiveRuntimeError']>;
type Details = GrpcTypes.ExecutionError['errorDetails'];

const Kind = GrpcTypes.ExecutionError_ExecutionErrorKind;
const none: Details = { oneofKind: undefined };

/** @param description the sentence that people read */
export function executionErrorMessage(
  ledger: Ledger,
  failure: Failure,
  description: string,
): GrpcTypes.ExecutionError {
  const [kind, errorDetails] = kindAndDetails(ledger, failure.error);
  return {
    description,
    command: failure.command === null ? undefined : BigInt(failure.command),
    kind,
    errorDetails,
  };
}

/** The kind of an error and its details. */
// eslint-disable-next-line max-lines-per-function -- one case for each kind of Sui
function kindAndDetails(
  ledger: Ledger,
  error: FailureStatus,
): [GrpcTypes.ExecutionError_ExecutionErrorKind, Details] {
  switch (error.$kind) {
    case 'MoveAbort': {
      const [location, code] = error.MoveAbort;
      const abort: GrpcTypes.MoveAbort = {
        abortCode: BigInt(code),
        location: locationMessage(location),
        cleverError: cleverError(ledger, location, BigInt(code)),
      };
      return [Kind.MOVE_ABORT, { oneofKind: 'abort', abort }];
    }
    case 'MovePrimitiveRuntimeError': {
      const location = error.MovePrimitiveRuntimeError;
      if (location === null) return [Kind.MOVE_PRIMITIVE_RUNTIME_ERROR, none];
      return [
        Kind.MOVE_PRIMITIVE_RUNTIME_ERROR,
        { oneofKind: 'abort', abort: { location: locationMessage(location) } },
      ];
    }
    case 'MoveObjectTooBig':
      return [
        Kind.OBJECT_TOO_BIG,
        size(error.MoveObjectTooBig.objectSize, error.MoveObjectTooBig.maxObjectSize),
      ];
    case 'MovePackageTooBig':
      return [
        Kind.PACKAGE_TOO_BIG,
        size(error.MovePackageTooBig.objectSize, error.MovePackageTooBig.maxObjectSize),
      ];
    case 'EffectsTooLarge':
      return [Kind.EFFECTS_TOO_LARGE, size(error.EffectsTooLarge.currentSize, error.EffectsTooLarge.maxSize)];
    case 'WrittenObjectsTooLarge': {
      const { currentSize, maxSize } = error.WrittenObjectsTooLarge;
      return [Kind.WRITTEN_OBJECTS_TOO_LARGE, size(currentSize, maxSize)];
    }
    case 'MoveVectorElemTooBig': {
      const { valueSize, maxScaledSize } = error.MoveVectorElemTooBig;
      return [Kind.MOVE_VECTOR_ELEM_TOO_BIG, size(valueSize, maxScaledSize)];
    }
    case 'MoveRawValueTooBig': {
      const { valueSize, maxScaledSize } = error.MoveRawValueTooBig;
      return [Kind.MOVE_RAW_VALUE_TOO_BIG, size(valueSize, maxScaledSize)];
    }
    case 'CircularObjectOwnership':
      return [
        Kind.CIRCULAR_OBJECT_OWNERSHIP,
        { oneofKind: 'objectId', objectId: error.CircularObjectOwnership.object },
      ];
    case 'NonExclusiveWriteInputObjectModified': {
      const objectId = error.NonExclusiveWriteInputObjectModified.id;
      return [Kind.NON_EXCLUSIVE_WRITE_INPUT_OBJECT_MODIFIED, { oneofKind: 'objectId', objectId }];
    }
    case 'CommandArgumentError':
      return [Kind.COMMAND_ARGUMENT_ERROR, argumentDetails(error.CommandArgumentError)];
    case 'TypeArgumentError': {
      const { argumentIdx, kind } = error.TypeArgumentError;
      const { TYPE_NOT_FOUND, CONSTRAINT_NOT_SATISFIED } = GrpcTypes.TypeArgumentError_TypeArgumentErrorKind;
      const typeArgumentError = {
        typeArgument: argumentIdx,
        kind: kind.$kind === 'TypeNotFound' ? TYPE_NOT_FOUND : CONSTRAINT_NOT_SATISFIED,
      };
      return [Kind.TYPE_ARGUMENT_ERROR, { oneofKind: 'typeArgumentError', typeArgumentError }];
    }
    case 'UnusedValueWithoutDrop': {
      const { resultIdx, secondaryIdx } = error.UnusedValueWithoutDrop;
      return [Kind.UNUSED_VALUE_WITHOUT_DROP, index(resultIdx, secondaryIdx)];
    }
    case 'InvalidPublicFunctionReturnType':
      return [Kind.INVALID_PUBLIC_FUNCTION_RETURN_TYPE, index(error.InvalidPublicFunctionReturnType.idx)];
    case 'PackageUpgradeError':
      return [Kind.PACKAGE_UPGRADE_ERROR, upgradeDetails(error.PackageUpgradeError.upgradeError)];
    case 'AddressDeniedForCoin':
      return [
        Kind.ADDRESS_DENIED_FOR_COIN,
        { oneofKind: 'coinDenyListError', coinDenyListError: error.AddressDeniedForCoin },
      ];
    case 'CoinTypeGlobalPause':
      return [
        Kind.COIN_TYPE_GLOBAL_PAUSE,
        { oneofKind: 'coinDenyListError', coinDenyListError: error.CoinTypeGlobalPause },
      ];
    case 'ExecutionCancelledDueToSharedObjectCongestion': {
      const objects = error.ExecutionCancelledDueToSharedObjectCongestion.congested_objects;
      return [
        Kind.EXECUTION_CANCELED_DUE_TO_CONSENSUS_OBJECT_CONGESTION,
        { oneofKind: 'congestedObjects', congestedObjects: { objects } },
      ];
    }
    default:
      return [plainKinds[error.$kind], none];
  }
}

const plainKinds = {
  InsufficientGas: Kind.INSUFFICIENT_GAS,
  InvalidGasObject: Kind.INVALID_GAS_OBJECT,
  InvariantViolation: Kind.INVARIANT_VIOLATION,
  FeatureNotYetSupported: Kind.FEATURE_NOT_YET_SUPPORTED,
  InsufficientCoinBalance: Kind.INSUFFICIENT_COIN_BALANCE,
  CoinBalanceOverflow: Kind.COIN_BALANCE_OVERFLOW,
  PublishErrorNonZeroAddress: Kind.PUBLISH_ERROR_NON_ZERO_ADDRESS,
  SuiMoveVerificationError: Kind.SUI_MOVE_VERIFICATION_ERROR,
  VMVerificationOrDeserializationError: Kind.VM_VERIFICATION_OR_DESERIALIZATION_ERROR,
  VMInvariantViolation: Kind.VM_INVARIANT_VIOLATION,
  FunctionNotFound: Kind.FUNCTION_NOT_FOUND,
  ArityMismatch: Kind.ARITY_MISMATCH,
  TypeArityMismatch: Kind.TYPE_ARITY_MISMATCH,
  NonEntryFunctionInvoked: Kind.NON_ENTRY_FUNCTION_INVOKED,
  InvalidTransferObject: Kind.INVALID_TRANSFER_OBJECT,
  PublishUpgradeMissingDependency: Kind.PUBLISH_UPGRADE_MISSING_DEPENDENCY,
  PublishUpgradeDependencyDowngrade: Kind.PUBLISH_UPGRADE_DEPENDENCY_DOWNGRADE,
  CertificateDenied: Kind.CERTIFICATE_DENIED,
  SuiMoveVerificationTimedout: Kind.SUI_MOVE_VERIFICATION_TIMEDOUT,
  SharedObjectOperationNotAllowed: Kind.CONSENSUS_OBJECT_OPERATION_NOT_ALLOWED,
  InputObjectDeleted: Kind.INPUT_OBJECT_DELETED,
  ExecutionCancelledDueToRandomnessUnavailable: Kind.EXECUTION_CANCELED_DUE_TO_RANDOMNESS_UNAVAILABLE,
  InvalidLinkage: Kind.INVALID_LINKAGE,
  InsufficientBalanceForWithdraw: Kind.INSUFFICIENT_FUNDS_FOR_WITHDRAW,
} as const;

function locationMessage(location: Location): GrpcTypes.MoveLocation {
  return {
    package: location.module.address,
    module: location.module.name,
    function: location.function,
    instruction: location.instruction,
    functionName: location.functionName ?? undefined,
  };
}

function size(actual: string, limit: string): Details {
  return { oneofKind: 'sizeError', sizeError: { size: BigInt(actual), maxSize: BigInt(limit) } };
}

function index(result: number, subresult?: number): Details {
  return { oneofKind: 'indexError', indexError: { index: result, subresult } };
}

const ArgumentKind = GrpcTypes.CommandArgumentError_CommandArgumentErrorKind;

const argumentKinds = {
  TypeMismatch: ArgumentKind.TYPE_MISMATCH,
  InvalidBCSBytes: ArgumentKind.INVALID_BCS_BYTES,
  InvalidUsageOfPureArg: ArgumentKind.INVALID_USAGE_OF_PURE_ARGUMENT,
  InvalidArgumentToPrivateEntryFunction: ArgumentKind.INVALID_ARGUMENT_TO_PRIVATE_ENTRY_FUNCTION,
  IndexOutOfBounds: ArgumentKind.INDEX_OUT_OF_BOUNDS,
  SecondaryIndexOutOfBounds: ArgumentKind.SECONDARY_INDEX_OUT_OF_BOUNDS,
  InvalidResultArity: ArgumentKind.INVALID_RESULT_ARITY,
  InvalidGasCoinUsage: ArgumentKind.INVALID_GAS_COIN_USAGE,
  InvalidValueUsage: ArgumentKind.INVALID_VALUE_USAGE,
  InvalidObjectByValue: ArgumentKind.INVALID_OBJECT_BY_VALUE,
  InvalidObjectByMutRef: ArgumentKind.INVALID_OBJECT_BY_MUT_REF,
  SharedObjectOperationNotAllowed: ArgumentKind.CONSENSUS_OBJECT_OPERATION_NOT_ALLOWED,
  InvalidArgumentArity: ArgumentKind.INVALID_ARGUMENT_ARITY,
  InvalidTransferObject: ArgumentKind.INVALID_TRANSFER_OBJECT,
  InvalidMakeMoveVecNonObjectArgument: ArgumentKind.INVALID_MAKE_MOVE_VEC_NON_OBJECT_ARGUMENT,
  ArgumentWithoutValue: ArgumentKind.ARGUMENT_WITHOUT_VALUE,
  CannotMoveBorrowedValue: ArgumentKind.CANNOT_MOVE_BORROWED_VALUE,
  CannotWriteToExtendedReference: ArgumentKind.CANNOT_WRITE_TO_EXTENDED_REFERENCE,
  InvalidReferenceArgument: ArgumentKind.INVALID_REFERENCE_ARGUMENT,
  InvalidTxContext: ArgumentKind.INVALID_TX_CONTEXT,
} as const;

function argumentDetails({ argIdx, kind }: NonNullable<FailureStatus['CommandArgumentError']>): Details {
  const indexError =
    kind.$kind === 'IndexOutOfBounds'
      ? { index: kind.IndexOutOfBounds.idx }
      : kind.$kind === 'SecondaryIndexOutOfBounds'
        ? {
            index: kind.SecondaryIndexOutOfBounds.resultIdx,
            subresult: kind.SecondaryIndexOutOfBounds.secondaryIdx,
          }
        : kind.$kind === 'InvalidResultArity'
          ? { index: kind.InvalidResultArity.resultIdx }
          : undefined;
  return {
    oneofKind: 'commandArgumentError',
    commandArgumentError: { argument: argIdx, kind: argumentKinds[kind.$kind], indexError },
  };
}

function upgradeDetails(error: NonNullable<FailureStatus['PackageUpgradeError']>['upgradeError']): Details {
  const Upgrade = GrpcTypes.PackageUpgradeError_PackageUpgradeErrorKind;
  const details = (packageUpgradeError: GrpcTypes.PackageUpgradeError): Details => ({
    oneofKind: 'packageUpgradeError',
    packageUpgradeError,
  });
  switch (error.$kind) {
    case 'UnableToFetchPackage':
      return details({
        kind: Upgrade.UNABLE_TO_FETCH_PACKAGE,
        packageId: error.UnableToFetchPackage.packageId,
      });
    case 'NotAPackage':
      return details({ kind: Upgrade.NOT_A_PACKAGE, packageId: error.NotAPackage.objectId });
    case 'IncompatibleUpgrade':
      return details({ kind: Upgrade.INCOMPATIBLE_UPGRADE });
    case 'DigestDoesNotMatch':
      return details({
        kind: Upgrade.DIGEST_DOES_NOT_MATCH,
        digest: toBase58(Uint8Array.from(error.DigestDoesNotMatch.digest)),
      });
    case 'UnknownUpgradePolicy':
      return details({ kind: Upgrade.UNKNOWN_UPGRADE_POLICY, policy: error.UnknownUpgradePolicy.policy });
    case 'PackageIDDoesNotMatch': {
      const { packageId, ticketId } = error.PackageIDDoesNotMatch;
      return details({ kind: Upgrade.PACKAGE_ID_DOES_NOT_MATCH, packageId, ticketId });
    }
  }
}
