/**
 * Reading a transaction: BCS `TransactionData` V1, hostile, into plain data.
 *
 * The bytes are bounded before they are read, and must be canonical: what was read, written again, gives the
 * same bytes. So two different byte strings are never one transaction.
 */
import { bcs } from '@mysten/sui/bcs';
import { fromBase64 } from '@mysten/bcs';
import { TypeSyntaxError, isIdentifier, parseType } from '../vm/types.js';
import type { Type } from '../vm/types.js';
import { digestOf, digestToText } from './digests.js';
import { TransactionRejected, ensure } from './rejection.js';
import { limits } from './limits.js';
import type { Argument, Command, Expiration, Input, ObjectReference, Transaction } from './transaction.js';

/**
 * Reads a programmable transaction.
 * @throws TransactionRejected TRANSACTION_TOO_LARGE, MALFORMED_TRANSACTION, UNSUPPORTED, INVALID_IDENTIFIER
 */
export function readTransaction(input: Uint8Array): Transaction {
  ensure(
    input.length <= limits.maxTxSizeBytes,
    'TRANSACTION_TOO_LARGE',
    `a transaction of ${input.length} bytes; at most ${limits.maxTxSizeBytes}`,
    { size: input.length, limit: limits.maxTxSizeBytes },
  );
  // A copy, so that nobody changes the bytes later.
  const bytes = input.slice();
  const data = parseCanonical(bytes);
  const { kind, sender, gasData, expiration } = data.V1;
  if (kind.ProgrammableTransaction === undefined || kind.ProgrammableTransaction === null) {
    throw new TransactionRejected(
      'UNSUPPORTED',
      `${kind.$kind} is a system transaction; users cannot send it`,
    );
  }
  const digestBytes = digestOf('TransactionData', bytes);
  return {
    bytes,
    digest: digestToText(digestBytes),
    digestBytes,
    sender,
    gas: {
      payment: gasData.payment.map(readReference),
      owner: gasData.owner,
      price: BigInt(gasData.price),
      budget: BigInt(gasData.budget),
    },
    expiration: readExpiration(expiration),
    inputs: kind.ProgrammableTransaction.inputs.map(readInput),
    commands: kind.ProgrammableTransaction.commands.map(readCommand),
  };
}

type Parsed = ReturnType<typeof bcs.TransactionData.parse>;
type ParsedCommand = ReturnType<typeof bcs.Command.parse>;
type ParsedInput = ReturnType<typeof bcs.CallArg.parse>;
type ParsedArgument = ReturnType<typeof bcs.Argument.parse>;
type ParsedExpiration = ReturnType<typeof bcs.TransactionExpiration.parse>;

function parseCanonical(bytes: Uint8Array): Parsed {
  let data: Parsed;
  let again: Uint8Array;
  try {
    data = bcs.TransactionData.parse(bytes);
    again = bcs.TransactionData.serialize(data, { initialSize: bytes.length + 64 }).toBytes();
  } catch (cause) {
    // A RangeError of the stack is how the parser meets types nested thousands of levels deep.
    throw new TransactionRejected(
      'MALFORMED_TRANSACTION',
      `not a BCS TransactionData: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  ensure(
    Buffer.compare(again, bytes) === 0,
    'MALFORMED_TRANSACTION',
    'the bytes are not the canonical BCS of the transaction that they hold',
  );
  return data;
}

function readReference(reference: { objectId: string; version: string; digest: string }): ObjectReference {
  return { id: reference.objectId, version: BigInt(reference.version), digest: reference.digest };
}

function readExpiration(expiration: ParsedExpiration): Expiration {
  if (expiration.$kind === 'None') return { kind: 'none' };
  if (expiration.$kind === 'Epoch') return { kind: 'epoch', epoch: BigInt(expiration.Epoch) };
  if (expiration.$kind === 'ValidDuring') {
    const { minEpoch, maxEpoch, minTimestamp, maxTimestamp, chain } = expiration.ValidDuring;
    return {
      kind: 'valid-during',
      minEpoch: optional(minEpoch),
      maxEpoch: optional(maxEpoch),
      minTimestamp: optional(minTimestamp),
      maxTimestamp: optional(maxTimestamp),
      chain,
    };
  }
  throw new TransactionRejected('UNSUPPORTED', `expiration ${expiration.$kind} is not supported`);
}

function optional(value: string | null): bigint | undefined {
  return value === null ? undefined : BigInt(value);
}

function readInput(input: ParsedInput): Input {
  if (input.$kind === 'Pure') return { kind: 'pure', bytes: fromBase64(input.Pure.bytes) };
  if (input.$kind !== 'Object')
    throw new TransactionRejected('UNSUPPORTED', 'funds withdrawals are not supported');
  const object = input.Object;
  switch (object.$kind) {
    case 'ImmOrOwnedObject':
      return { kind: 'owned', reference: readReference(object.ImmOrOwnedObject) };
    case 'Receiving':
      return { kind: 'receiving', reference: readReference(object.Receiving) };
    case 'SharedObject': {
      const { objectId, initialSharedVersion, mutable } = object.SharedObject;
      return { kind: 'shared', id: objectId, initialSharedVersion: BigInt(initialSharedVersion), mutable };
    }
  }
}

function readCommand(command: ParsedCommand): Command {
  switch (command.$kind) {
    case 'MoveCall': {
      const call = command.MoveCall;
      for (const name of [call.module, call.function]) ensureIdentifier(name);
      return {
        kind: 'move-call',
        package: call.package,
        module: call.module,
        function: call.function,
        typeArguments: call.typeArguments.map(readType),
        arguments: call.arguments.map(readArgument),
      };
    }
    case 'TransferObjects': {
      const { objects, address } = command.TransferObjects;
      return {
        kind: 'transfer-objects',
        objects: objects.map(readArgument),
        address: readArgument(address),
      };
    }
    case 'SplitCoins': {
      const { coin, amounts } = command.SplitCoins;
      return { kind: 'split-coins', coin: readArgument(coin), amounts: amounts.map(readArgument) };
    }
    case 'MergeCoins': {
      const { destination, sources } = command.MergeCoins;
      return {
        kind: 'merge-coins',
        destination: readArgument(destination),
        sources: sources.map(readArgument),
      };
    }
    case 'MakeMoveVec': {
      const { type, elements } = command.MakeMoveVec;
      return {
        kind: 'make-move-vec',
        type: type === null ? undefined : readType(type),
        elements: elements.map(readArgument),
      };
    }
    case 'Publish': {
      const { modules, dependencies } = command.Publish;
      return { kind: 'publish', modules: modules.map(fromBase64), dependencies };
    }
    case 'Upgrade': {
      const { modules, dependencies, package: current, ticket } = command.Upgrade;
      return {
        kind: 'upgrade',
        modules: modules.map(fromBase64),
        dependencies,
        package: current,
        ticket: readArgument(ticket),
      };
    }
  }
}

function readArgument(argument: ParsedArgument): Argument {
  switch (argument.$kind) {
    case 'GasCoin':
      return { kind: 'gas' };
    case 'Input':
      return { kind: 'input', index: argument.Input };
    case 'Result':
      return { kind: 'result', index: argument.Result };
    case 'NestedResult':
      return { kind: 'nested', index: argument.NestedResult[0], inner: argument.NestedResult[1] };
  }
}

function readType(text: string): Type {
  try {
    return parseType(text);
  } catch (cause) {
    if (!(cause instanceof TypeSyntaxError)) throw cause;
    throw new TransactionRejected('INVALID_IDENTIFIER', cause.message, { cause });
  }
}

function ensureIdentifier(name: string): void {
  ensure(
    isIdentifier(name),
    'INVALID_IDENTIFIER',
    `not a Move identifier: ${JSON.stringify(name.slice(0, 80))}`,
  );
}
