import { GrpcTypes } from '@mysten/sui/grpc';
import { FieldMask } from '../grpc/field-mask.js';
import { checkCount, readDigest } from '../grpc/request.js';
import type { RpcContext } from '../grpc/service.js';
import { notFound, statusNumbers, statusOf } from '../grpc/status.js';
import { executedMessage } from '../render/executed.js';

const defaultMask = 'digest';
/** As in Sui's nodes. */
const maxBatch = 200;

/** LedgerService.GetTransaction: one executed transaction. */
export function getTransaction(
  context: RpcContext,
  { digest, readMask }: GrpcTypes.GetTransactionRequest,
): GrpcTypes.GetTransactionResponse {
  const mask = FieldMask.read(GrpcTypes.ExecutedTransaction, readMask, defaultMask);
  return { transaction: find(context, { field: 'digest', text: digest }, mask) };
}

/** LedgerService.BatchGetTransactions: several; one that is not there is an error in its place. */
export function batchGetTransactions(
  context: RpcContext,
  { digests, readMask }: GrpcTypes.BatchGetTransactionsRequest,
): GrpcTypes.BatchGetTransactionsResponse {
  const mask = FieldMask.read(GrpcTypes.ExecutedTransaction, readMask, defaultMask);
  checkCount('digests', digests.length, maxBatch);
  digests.forEach((digest, index) => readDigest(`digests[${index}]`, digest));
  return {
    transactions: digests.map((digest): GrpcTypes.GetTransactionResult => {
      try {
        return {
          result: {
            oneofKind: 'transaction',
            transaction: find(context, { field: 'digests', text: digest }, mask),
          },
        };
      } catch (error) {
        const { code, message } = statusOf(error);
        return { result: { oneofKind: 'error', error: { code: statusNumbers[code], message, details: [] } } };
      }
    }),
  };
}

function find(
  { ledger }: RpcContext,
  { field, text }: { readonly field: string; readonly text: string | undefined },
  mask: FieldMask<GrpcTypes.ExecutedTransaction>,
): GrpcTypes.ExecutedTransaction {
  const digest = readDigest(field, text);
  const executed = ledger.getTransaction(digest);
  if (executed === undefined) throw notFound(`transaction ${digest}`);
  return executedMessage(ledger, executed, mask);
}
