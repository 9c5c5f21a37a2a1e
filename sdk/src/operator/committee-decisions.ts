/**
 * What the nodes of a committee decide together by signing the same message: deny lists, blobs on them,
 * versions of the protocol between them. Each certificate comes from `aggregateCertificate` of the message
 * that its function names.
 */
import type { Transaction } from '@mysten/sui/transactions';
import type { Certificate } from '../certificate/index.js';
import type { SystemContracts } from '../chain/contracts.js';
import { system } from '../contracts/index.js';
import { blobIdToInteger } from '../encoding/index.js';

/** The object that speaks for a node. */
interface OfNode {
  /** The node's `StorageNodeCap`; its owner signs. */
  readonly capId: string;
}

/**
 * Adds to a transaction: announce a node's new deny list, for the others to look at and agree to. Its
 * operator's to send.
 */
export function addAnnounceDenyList(
  transaction: Transaction,
  { systemObjectId, packageId }: SystemContracts,
  list: OfNode & {
    /** Root of the Merkle tree over it, 32 bytes. */
    readonly root: Uint8Array;
    /** Number of the list, larger than that of the one before. */
    readonly sequence: bigint;
  },
): void {
  transaction.add(
    system.registerDenyListUpdate({
      package: packageId,
      arguments: {
        self: systemObjectId,
        cap: list.capId,
        // Roots go on chain as blob ids do: 32 bytes as a little-endian integer.
        denyListRoot: blobIdToInteger(list.root),
        denyListSequence: list.sequence,
      },
    }),
  );
}

/**
 * Adds to a transaction: put a node's deny list into force. From then on the node is paid for the bytes only
 * that it does not refuse. Its operator's to send.
 */
export function addUpdateDenyList(
  transaction: Transaction,
  { systemObjectId, packageId }: SystemContracts,
  {
    capId,
    certificate,
  }: OfNode & {
    /** Certificate of a quorum, on a `denyListUpdate` message. */
    readonly certificate: Certificate;
  },
): void {
  transaction.add(
    system.updateDenyList({
      package: packageId,
      arguments: { self: systemObjectId, cap: capId, ...certified(certificate) },
    }),
  );
}

/**
 * Adds to a transaction: tell all nodes that a blob is on the deny lists of some. Anyone may.
 *
 * @param certificate of nodes with more than f shards, on a `denyListBlobDeleted` message
 */
export function addDeleteDenyListedBlob(
  transaction: Transaction,
  { systemObjectId, packageId }: SystemContracts,
  certificate: Certificate,
): void {
  transaction.add(
    system.deleteDenyListedBlob({
      package: packageId,
      arguments: { self: systemObjectId, ...certified(certificate) },
    }),
  );
}

/**
 * Adds to a transaction: announce the version of the protocol between nodes that holds from an epoch on. For
 * the operator of a member of the committee to send.
 */
export function addUpdateProtocolVersion(
  transaction: Transaction,
  { systemObjectId, packageId }: SystemContracts,
  {
    capId,
    certificate,
  }: OfNode & {
    /** Certificate of a quorum, on a `protocolVersion` message. */
    readonly certificate: Certificate;
  },
): void {
  transaction.add(
    system.updateProtocolVersion({
      package: packageId,
      arguments: { self: systemObjectId, cap: capId, ...certified(certificate) },
    }),
  );
}

function certified({ signature, signers, message }: Certificate) {
  return { signature: [...signature], membersBitmap: [...signers], message: [...message] };
}
