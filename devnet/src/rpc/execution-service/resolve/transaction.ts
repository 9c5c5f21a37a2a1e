/**
 * From a `Transaction` message to BCS `TransactionData`.
 *
 * A message either holds the BCS, which counts alone, or the transaction in parts, which may be unresolved:
 * objects without version, digest or kind, no gas price, no budget, no payment. What is missing is filled in
 * from the ledger as it is now.
 */
import { bcs } from '@mysten/sui/bcs';
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../../ledger/api.js';
import { limits } from '../../../ledger/limits.js';
import { checkCount, readAddress, required } from '../../grpc/request.js';
import { StatusError, invalidArgument } from '../../grpc/status.js';
import { timestampMs } from '../../render/protobuf-types.js';
import { commandInput } from './commands.js';
import { objectReference, resolveInput } from './inputs.js';

/** Input of `bcs.TransactionData.serialize`. */
export type TransactionInput = Parameters<typeof bcs.TransactionData.serialize>[0]['V1'];
type ExpirationInput = NonNullable<TransactionInput>['expiration'];

/** @throws StatusError INVALID_ARGUMENT, NOT_FOUND for an object that is not there */
export function transactionBytes(ledger: Ledger, message: GrpcTypes.Transaction): Uint8Array {
  if (message.bcs?.value !== undefined) return message.bcs.value;
  const data = message.kind?.data;
  if (data?.oneofKind !== 'programmableTransaction') {
    throw invalidArgument('transaction.kind', 'neither `bcs` nor a programmable transaction is given');
  }
  const { inputs, commands } = data.programmableTransaction;
  checkCount('inputs', inputs.length, limits.maxInputObjects);
  checkCount('commands', commands.length, limits.maxProgrammableTxCommands);
  const sender = readAddress('transaction.sender', message.sender);
  const gasData = gasInput(ledger, sender, message.gasPayment);
  return serialize({
    kind: {
      ProgrammableTransaction: {
        inputs: inputs.map((input, index) => resolveInput(ledger, { input, index, commands })),
        commands: commands.map(commandInput),
      },
    },
    sender,
    gasData,
    expiration: expirationInput(message.expiration),
  });
}

/** BCS of a transaction in parts. */
export function serialize(transaction: TransactionInput): Uint8Array {
  try {
    return bcs.TransactionData.serialize({ V1: transaction } as never, {
      maxSize: 2 * limits.maxTxSizeBytes,
    }).toBytes();
  } catch (error) {
    throw invalidArgument('transaction', error instanceof Error ? error.message : String(error), error);
  }
}

function gasInput(ledger: Ledger, sender: string, gas: GrpcTypes.GasPayment | undefined) {
  checkCount('gas_payment.objects', gas?.objects.length ?? 0, limits.maxGasPaymentObjects);
  const payment = (gas?.objects ?? []).map((reference, index) =>
    objectReference(ledger, `gas_payment.objects[${index}]`, reference),
  );
  return {
    payment,
    owner: gas?.owner === undefined ? sender : readAddress('gas_payment.owner', gas.owner),
    price: gas?.price ?? required('epoch', ledger.getEpoch()).referenceGasPrice,
    // Zero stands for no budget: the ledger then simulates with the largest that there can be.
    budget: gas?.budget ?? 0n,
  };
}

function expirationInput(expiration: GrpcTypes.TransactionExpiration | undefined): ExpirationInput {
  const { NONE, EPOCH, VALID_DURING } = GrpcTypes.TransactionExpiration_TransactionExpirationKind;
  if (expiration?.kind === undefined || expiration.kind === NONE) return { None: true };
  if (expiration.kind === EPOCH) {
    const epoch = required('expiration.epoch', expiration.epoch);
    // The BCS type takes a number; epochs beyond 2^53 do not come.
    if (epoch > BigInt(Number.MAX_SAFE_INTEGER)) throw invalidArgument('expiration.epoch', 'too large');
    return { Epoch: Number(epoch) };
  }
  if (expiration.kind !== VALID_DURING) {
    throw new StatusError('UNIMPLEMENTED', `expiration kind ${expiration.kind} is not supported`);
  }
  const { minTimestamp, maxTimestamp } = expiration;
  return {
    ValidDuring: {
      minEpoch: expiration.minEpoch ?? null,
      maxEpoch: expiration.epoch ?? null,
      minTimestamp: minTimestamp === undefined ? null : timestampMs(minTimestamp),
      maxTimestamp: maxTimestamp === undefined ? null : timestampMs(maxTimestamp),
      chain: required('expiration.chain', expiration.chain),
      nonce: expiration.nonce ?? 0,
    },
  };
}
