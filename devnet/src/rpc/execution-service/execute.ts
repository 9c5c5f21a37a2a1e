import { GrpcTypes } from '@mysten/sui/grpc';
import { limits } from '../../ledger/limits.js';
import { FieldMask } from '../grpc/field-mask.js';
import { checkCount, required } from '../grpc/request.js';
import type { RpcContext } from '../grpc/service.js';
import { invalidArgument } from '../grpc/status.js';
import { executedMessage } from '../render/executed.js';
import { transactionBytes } from './resolve/transaction.js';

/**
 * TransactionExecutionService.ExecuteTransaction: checks and runs a signed transaction. It is in a checkpoint
 * when the call returns. One that ran and failed is no error of the call: its status is in the effects.
 * Sending one again returns what happened the first time.
 */
export function executeTransaction(
  { ledger }: RpcContext,
  request: GrpcTypes.ExecuteTransactionRequest,
): GrpcTypes.ExecuteTransactionResponse {
  const mask = FieldMask.read(GrpcTypes.ExecutedTransaction, request.readMask, 'effects.status,checkpoint');
  const transaction = transactionBytes(ledger, required('transaction', request.transaction));
  checkCount('signatures', request.signatures.length, limits.maxSignatures);
  const signatures = request.signatures.map(readSignature);
  return { transaction: executedMessage(ledger, ledger.execute(transaction, signatures), mask) };
}

/**
 * Serialized, flag byte first, with or without BCS's length before it; or in parts for schemes of one key.
 */
function readSignature({ bcs, signature, scheme }: GrpcTypes.UserSignature, index: number): Uint8Array {
  if (bcs?.value !== undefined) return withoutLength(bcs.value);
  if (signature.oneofKind === 'simple') {
    const { signature: bytes, publicKey } = signature.simple;
    const flag = signature.simple.scheme ?? scheme;
    if (bytes !== undefined && publicKey !== undefined && flag !== undefined) {
      return Uint8Array.from([flag, ...bytes, ...publicKey]);
    }
  }
  throw invalidArgument(`signatures[${index}]`, 'neither `bcs` nor a whole `simple` signature is given');
}

/**
 * No flag byte is as large as the length of a signature, so the two forms cannot be mistaken for one another.
 */
function withoutLength(bytes: Uint8Array): Uint8Array {
  let length = 0;
  for (let at = 0; at < Math.min(bytes.length, 3); at++) {
    length += (bytes[at]! & 0x7f) * 2 ** (7 * at);
    if (bytes[at]! < 0x80)
      return length > 32 && length === bytes.length - at - 1 ? bytes.slice(at + 1) : bytes;
  }
  return bytes;
}
