/** Transactions (what was sent) as messages. */
import { fromBase64 } from '@mysten/bcs';
import type { bcs } from '@mysten/sui/bcs';
import { GrpcTypes } from '@mysten/sui/grpc';
import type { ExecutedTransaction } from '../../ledger/types.js';
import type { FieldMask } from '../grpc/field-mask.js';
import { timestamp } from './protobuf-types.js';
import { parsedTransaction } from './parsed-bcs.js';
import type { TransactionData } from './parsed-bcs.js';

type BcsInput = ReturnType<typeof bcs.CallArg.parse>;
type BcsCommand = ReturnType<typeof bcs.Command.parse>;
type BcsArgument = ReturnType<typeof bcs.Argument.parse>;

/** The transaction of an execution, with the fields of the mask. */
export function transactionMessage(
  executed: ExecutedTransaction,
  mask: FieldMask<GrpcTypes.Transaction>,
): GrpcTypes.Transaction {
  const message: GrpcTypes.Transaction = {
    bcs: { name: 'TransactionData', value: executed.transaction },
    digest: executed.digest,
    version: 1,
  };
  if (['kind', 'sender', 'gas_payment', 'expiration'].some((name) => mask.has(name))) {
    const parsed = parsedTransaction(executed);
    if (parsed.kind === 'system') {
      // Kinds are numbered from one in the order of the BCS variants. Their contents are in `bcs`.
      message.kind = { kind: parsed.variant + 1, data: { oneofKind: undefined } };
      message.sender = `0x${'0'.repeat(64)}`;
    } else {
      Object.assign(message, programmable(parsed.data, mask));
    }
  }
  return mask.project(message);
}

function programmable(
  data: TransactionData,
  mask: FieldMask<GrpcTypes.Transaction>,
): Partial<GrpcTypes.Transaction> {
  const { gasData, kind } = data;
  return {
    sender: data.sender,
    gasPayment: {
      objects: gasData.payment.map(({ objectId, version, digest }) => ({
        objectId,
        version: BigInt(version),
        digest,
      })),
      owner: gasData.owner,
      price: BigInt(gasData.price),
      budget: BigInt(gasData.budget),
    },
    expiration: expirationMessage(data.expiration),
    ...(mask.has('kind') && {
      kind: {
        kind: GrpcTypes.TransactionKind_Kind.PROGRAMMABLE_TRANSACTION,
        data: {
          oneofKind: 'programmableTransaction',
          programmableTransaction: {
            inputs: kind.ProgrammableTransaction!.inputs.map(inputMessage),
            commands: kind.ProgrammableTransaction!.commands.map(commandMessage),
          },
        },
      },
    }),
  };
}

function expirationMessage(expiration: TransactionData['expiration']): GrpcTypes.TransactionExpiration {
  const { NONE, EPOCH, VALID_DURING, VALIDITY } = GrpcTypes.TransactionExpiration_TransactionExpirationKind;
  switch (expiration.$kind) {
    case 'None':
      return { kind: NONE };
    case 'Epoch':
      return { kind: EPOCH, epoch: BigInt(expiration.Epoch) };
    case 'ValidDuring':
      return { kind: VALID_DURING, ...windowMessage(expiration.ValidDuring) };
    case 'Validity': {
      const { allowedProposers } = expiration.Validity;
      return {
        kind: VALIDITY,
        ...windowMessage(expiration.Validity),
        ...(allowedProposers !== null && {
          allowedProposers: {
            epoch: BigInt(allowedProposers.epoch),
            proposers: [...allowedProposers.proposers],
          },
        }),
      };
    }
  }
}

function windowMessage(window: {
  readonly minEpoch: string | null;
  readonly maxEpoch: string | null;
  readonly minTimestamp: string | null;
  readonly maxTimestamp: string | null;
  readonly chain: string;
  readonly nonce: number;
}): Omit<GrpcTypes.TransactionExpiration, 'kind'> {
  const number = (text: string | null): bigint | undefined => (text === null ? undefined : BigInt(text));
  const time = (text: string | null) => (text === null ? undefined : timestamp(BigInt(text)));
  return {
    minEpoch: number(window.minEpoch),
    epoch: number(window.maxEpoch),
    minTimestamp: time(window.minTimestamp),
    maxTimestamp: time(window.maxTimestamp),
    chain: window.chain,
    nonce: window.nonce,
  };
}

function inputMessage(input: BcsInput): GrpcTypes.Input {
  const { PURE, IMMUTABLE_OR_OWNED, SHARED, RECEIVING, FUNDS_WITHDRAWAL } = GrpcTypes.Input_InputKind;
  if (input.$kind === 'Pure') return { kind: PURE, pure: fromBase64(input.Pure.bytes) };
  if (input.$kind === 'FundsWithdrawal') return { kind: FUNDS_WITHDRAWAL };
  const object = input.Object;
  switch (object.$kind) {
    case 'ImmOrOwnedObject': {
      const { objectId, version, digest } = object.ImmOrOwnedObject;
      return { kind: IMMUTABLE_OR_OWNED, objectId, version: BigInt(version), digest };
    }
    case 'Receiving': {
      const { objectId, version, digest } = object.Receiving;
      return { kind: RECEIVING, objectId, version: BigInt(version), digest };
    }
    case 'SharedObject': {
      const { objectId, initialSharedVersion, mutable } = object.SharedObject;
      const { MUTABLE, IMMUTABLE } = GrpcTypes.Input_Mutability;
      return {
        kind: SHARED,
        objectId,
        version: BigInt(initialSharedVersion),
        mutable,
        mutability: mutable ? MUTABLE : IMMUTABLE,
      };
    }
  }
}

function commandMessage(command: BcsCommand): GrpcTypes.Command {
  switch (command.$kind) {
    case 'MoveCall': {
      const { package: target, module, function: name, typeArguments, arguments: given } = command.MoveCall;
      return {
        command: {
          oneofKind: 'moveCall',
          moveCall: {
            package: target,
            module,
            function: name,
            typeArguments,
            arguments: given.map(argumentMessage),
          },
        },
      };
    }
    case 'TransferObjects': {
      const { objects, address } = command.TransferObjects;
      return {
        command: {
          oneofKind: 'transferObjects',
          transferObjects: { objects: objects.map(argumentMessage), address: argumentMessage(address) },
        },
      };
    }
    case 'SplitCoins': {
      const { coin, amounts } = command.SplitCoins;
      return {
        command: {
          oneofKind: 'splitCoins',
          splitCoins: { coin: argumentMessage(coin), amounts: amounts.map(argumentMessage) },
        },
      };
    }
    case 'MergeCoins': {
      const { destination, sources } = command.MergeCoins;
      return {
        command: {
          oneofKind: 'mergeCoins',
          mergeCoins: { coin: argumentMessage(destination), coinsToMerge: sources.map(argumentMessage) },
        },
      };
    }
    case 'MakeMoveVec': {
      const { type, elements } = command.MakeMoveVec;
      return {
        command: {
          oneofKind: 'makeMoveVector',
          makeMoveVector: { elementType: type ?? undefined, elements: elements.map(argumentMessage) },
        },
      };
    }
    case 'Publish': {
      const { modules, dependencies } = command.Publish;
      return {
        command: { oneofKind: 'publish', publish: { modules: modules.map(fromBase64), dependencies } },
      };
    }
    case 'Upgrade': {
      const { modules, dependencies, package: current, ticket } = command.Upgrade;
      return {
        command: {
          oneofKind: 'upgrade',
          upgrade: {
            modules: modules.map(fromBase64),
            dependencies,
            package: current,
            ticket: argumentMessage(ticket),
          },
        },
      };
    }
  }
}

function argumentMessage(argument: BcsArgument): GrpcTypes.Argument {
  const { GAS, INPUT, RESULT } = GrpcTypes.Argument_ArgumentKind;
  switch (argument.$kind) {
    case 'GasCoin':
      return { kind: GAS };
    case 'Input':
      return { kind: INPUT, input: argument.Input };
    case 'Result':
      return { kind: RESULT, result: argument.Result };
    case 'NestedResult':
      return { kind: RESULT, result: argument.NestedResult[0], subresult: argument.NestedResult[1] };
  }
}
