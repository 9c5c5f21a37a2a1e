import type { Transaction, TransactionObjectArgument } from '@mysten/sui/transactions';
import { generateSecretKey } from '@haulout/sdk/certificate';
import { addRegisterCandidate, proveOwnership } from '@haulout/sdk/operator';

/** A node that exists on chain only; what it votes for, and whose transaction registers it in which epoch. */
export interface Registration {
  readonly name: string;
  readonly networkAddress: string;
  readonly epoch: number;
  readonly address: string;
  /** Basis points. */
  readonly commissionRate: number;
  readonly storagePrice: bigint;
  readonly writePrice: bigint;
  readonly nodeCapacity: bigint;
}

/** Adds to a transaction: register a node, whose keys follow from its name. */
export function addRegistration(
  transaction: Transaction,
  contracts: Parameters<typeof addRegisterCandidate>[1],
  { epoch, address, ...node }: Registration,
): { readonly cap: TransactionObjectArgument; readonly secretKey: Uint8Array } {
  const secretKey = generateSecretKey(new TextEncoder().encode(node.name.padEnd(48, '.')));
  const { publicKey, signature } = proveOwnership(secretKey, { epoch, address });
  const cap = addRegisterCandidate(transaction, contracts, {
    ...node,
    publicKey,
    proofOfPossession: signature,
    networkPublicKey: Uint8Array.from({ length: 33 }, (_, index) => (index === 0 ? 2 : index)),
  });
  return { cap, secretKey };
}
