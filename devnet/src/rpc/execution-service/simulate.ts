import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import type { Argument } from '../../ledger/transaction.js';
import type { ExecutedTransaction } from '../../ledger/types.js';
import { typeToString } from '../../vm/types.js';
import type { Type } from '../../vm/types.js';
import { FieldMask } from '../grpc/field-mask.js';
import { required } from '../grpc/request.js';
import type { RpcContext } from '../grpc/service.js';
import { executedMessage } from '../render/executed.js';
import { moveJson } from '../render/move-json.js';
import { withSelectedGas } from './resolve/gas.js';
import { transactionBytes } from './resolve/transaction.js';

/**
 * TransactionExecutionService.SimulateTransaction: runs a transaction without committing it.
 *
 * The transaction may be unresolved (objects without versions, no gas): it is completed first, which is how
 * the official client builds transactions. With `do_gas_selection` a budget is estimated and coins are
 * chosen.
 */
export function simulateTransaction(
  { ledger }: RpcContext,
  request: GrpcTypes.SimulateTransactionRequest,
): GrpcTypes.SimulateTransactionResponse {
  const mask = FieldMask.read(GrpcTypes.SimulateTransactionResponse, request.readMask, '*');
  const checks = request.checks !== GrpcTypes.SimulateTransactionRequest_TransactionChecks.DISABLED;
  let transaction = transactionBytes(ledger, required('transaction', request.transaction));
  if (request.doGasSelection === true && checks) transaction = withSelectedGas(ledger, transaction);
  const executed = ledger.simulate(transaction, { checks });
  const response: GrpcTypes.SimulateTransactionResponse = { commandOutputs: [] };
  const inner = mask.of('transaction', GrpcTypes.ExecutedTransaction);
  if (inner !== undefined) response.transaction = executedMessage(ledger, executed, inner);
  if (mask.has('command_outputs'))
    response.commandOutputs = commandOutputs(
      ledger,
      executed,
      mask.has('command_outputs.return_values.json'),
    );
  return mask.project(response);
}

function commandOutputs(
  ledger: Ledger,
  executed: ExecutedTransaction,
  withJson: boolean,
): GrpcTypes.CommandResult[] {
  const output = ({ type, bytes }: { type: Type; bytes: Uint8Array }): GrpcTypes.CommandOutput => ({
    value: { name: typeToString(type), value: bytes },
    json: withJson ? moveJson(ledger, type, bytes) : undefined,
  });
  return (executed.commandResults ?? []).map(({ returnValues, mutatedByRef }) => ({
    returnValues: returnValues.map(output),
    mutatedByRef: mutatedByRef.map((value) => ({
      ...output(value),
      argument: argumentMessage(value.argument as Argument),
    })),
  }));
}

function argumentMessage(argument: Argument): GrpcTypes.Argument {
  const { GAS, INPUT, RESULT } = GrpcTypes.Argument_ArgumentKind;
  switch (argument.kind) {
    case 'gas':
      return { kind: GAS };
    case 'input':
      return { kind: INPUT, input: argument.index };
    case 'result':
      return { kind: RESULT, result: argument.index };
    case 'nested':
      return { kind: RESULT, result: argument.index, subresult: argument.inner };
  }
}
