/** Commands and arguments, from messages to what `bcs.Command` writes. */
import type { bcs } from '@mysten/sui/bcs';
import { GrpcTypes } from '@mysten/sui/grpc';
import { checkCount, readAddress, readType, required } from '../../grpc/request.js';
import { typeToString } from '../../../vm/types.js';
import { limits } from '../../../ledger/limits.js';
import { invalidArgument } from '../../grpc/status.js';

/** A command as BCS takes it. */
export type CommandInput = Parameters<typeof bcs.Command.serialize>[0];
type ArgumentInput = Parameters<typeof bcs.Argument.serialize>[0];

/** @throws StatusError INVALID_ARGUMENT */
export function commandInput({ command }: GrpcTypes.Command, index: number): CommandInput {
  const field = `commands[${index}]`;
  const list = (name: string, items: readonly GrpcTypes.Argument[]): ArgumentInput[] => {
    checkCount(`${field}.${name}`, items.length, limits.maxArguments);
    return items.map((item, position) => argumentInput(`${field}.${name}[${position}]`, item));
  };
  const one = (name: string, item: GrpcTypes.Argument | undefined): ArgumentInput =>
    argumentInput(`${field}.${name}`, required(`${field}.${name}`, item));
  switch (command.oneofKind) {
    case 'moveCall': {
      const call = command.moveCall;
      checkCount(`${field}.type_arguments`, call.typeArguments.length, limits.maxTypeArguments);
      return {
        MoveCall: {
          package: readAddress(`${field}.package`, call.package),
          module: required(`${field}.module`, call.module),
          function: required(`${field}.function`, call.function),
          typeArguments: call.typeArguments.map((text, position) =>
            typeToString(readType(`${field}.type_arguments[${position}]`, text)),
          ),
          arguments: list('arguments', call.arguments),
        },
      };
    }
    case 'transferObjects': {
      const { objects, address } = command.transferObjects;
      return { TransferObjects: { objects: list('objects', objects), address: one('address', address) } };
    }
    case 'splitCoins': {
      const { coin, amounts } = command.splitCoins;
      return { SplitCoins: { coin: one('coin', coin), amounts: list('amounts', amounts) } };
    }
    case 'mergeCoins': {
      const { coin, coinsToMerge } = command.mergeCoins;
      return {
        MergeCoins: { destination: one('coin', coin), sources: list('coins_to_merge', coinsToMerge) },
      };
    }
    case 'makeMoveVector': {
      const { elementType, elements } = command.makeMoveVector;
      return {
        MakeMoveVec: {
          type:
            elementType === undefined ? null : typeToString(readType(`${field}.element_type`, elementType)),
          elements: list('elements', elements),
        },
      };
    }
    case 'publish': {
      const { modules, dependencies } = command.publish;
      return { Publish: { modules, dependencies: addresses(`${field}.dependencies`, dependencies) } };
    }
    case 'upgrade': {
      const { modules, dependencies, package: current, ticket } = command.upgrade;
      return {
        Upgrade: {
          modules,
          dependencies: addresses(`${field}.dependencies`, dependencies),
          package: readAddress(`${field}.package`, current),
          ticket: one('ticket', ticket),
        },
      };
    }
    case undefined:
      throw invalidArgument(field, 'no command');
  }
}

function addresses(field: string, items: readonly string[]): string[] {
  checkCount(field, items.length, limits.maxPackageDependencies);
  return items.map((item, index) => readAddress(`${field}[${index}]`, item));
}

function argumentInput(field: string, argument: GrpcTypes.Argument): ArgumentInput {
  const { GAS, INPUT, RESULT } = GrpcTypes.Argument_ArgumentKind;
  switch (argument.kind) {
    case GAS:
      return { GasCoin: true };
    case INPUT:
      return { Input: u16(`${field}.input`, argument.input) };
    case RESULT: {
      const result = u16(`${field}.result`, argument.result);
      if (argument.subresult === undefined) return { Result: result };
      return { NestedResult: [result, u16(`${field}.subresult`, argument.subresult)] };
    }
    default:
      throw invalidArgument(field, 'an argument without a kind');
  }
}

function u16(field: string, value: number | undefined): number {
  const given = required(field, value);
  if (given > 0xffff) throw invalidArgument(field, `${given} is above 65535`);
  return given;
}
