/**
 * The rules of a storage node (R9): it stores only what matches a commitment registered on chain, and signs
 * only for blobs of which it holds every sliver that its shards owe.
 */
import { createConfirmations, type Confirmations } from './confirmations.js';
import { createReads, type Reads } from './reads.js';
import type { ServiceParts } from './service-parts.js';
import { createUploads, type Uploads } from './uploads.js';

/** A storage node without its network side. */
export interface StorageService extends Uploads, Reads, Confirmations {}

/** Makes the service of a node that has just been opened. */
export function createStorageService(parts: ServiceParts): StorageService {
  return { ...createUploads(parts), ...createReads(parts), ...createConfirmations(parts) };
}
