import type { Transaction, TransactionObjectArgument } from '@mysten/sui/transactions';
import { auth } from '../contracts/index.js';

/** Acts as the holder of a `StorageNodeCap`; without it the sender acts. */
export interface CapAuthority {
  /** Object id of the cap. */
  readonly capId: string;
  /** First version of the package, which is in the cap's type. */
  readonly originalPackageId: string;
}

/** Adds to a transaction: say as whom it acts. */
export function addAuthority(
  transaction: Transaction,
  packageId: string,
  holder: CapAuthority | undefined,
): TransactionObjectArgument {
  if (holder === undefined) return transaction.add(auth.authenticateSender({ package: packageId }));
  return transaction.add(
    auth.authenticateWithObject({
      package: packageId,
      arguments: [transaction.object(holder.capId)],
      typeArguments: [`${holder.originalPackageId}::storage_node::StorageNodeCap`],
    }),
  );
}
