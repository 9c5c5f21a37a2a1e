import type { Transaction } from '@mysten/sui/transactions';
import { withJson } from '../base/json.js';

/**
 * A result with a transaction in it, as `withJson` gives it. The transaction is written as its data, which
 * `Transaction.from` takes as text.
 */
export function withTransactionJson<T extends { readonly transaction: Transaction }>(result: T): T {
  return withJson(result, (self) => ({ ...self, transaction: self.transaction.getData() }));
}
