/** What the query of an upload to a relay says. */
import { blobIdFromString } from '@haulout/sdk/encoding';
import type { Persistence } from '@haulout/sdk/certificate';
import { hexId, malformed, queryOf } from '../http/query.js';

/** Which blob is uploaded, and by which payment. */
export interface RelayQuery {
  /** URL-safe base64. */
  readonly blobId: string;
  /** As it was registered. */
  readonly persistence: Persistence;
  /** Digest of the transaction with the tip, base58. */
  readonly txId: string | undefined;
  /** 32 bytes, whose hash is in that transaction. */
  readonly nonce: Uint8Array | undefined;
}

const NAMES = ['blob_id', 'tx_id', 'nonce', 'deletable_blob_object', 'encoding_type'] as const;
const NONCE_BYTES = 32;

/** Reads the query of `POST /v1/blob-upload-relay`. Throws ServiceError; EncodingError `INVALID_BLOB_ID`. */
export function relayQuery(query: unknown): RelayQuery {
  const values = queryOf(query, NAMES);
  const blobId = values.get('blob_id');
  if (blobId === undefined) throw malformed('the query has no blob_id');
  blobIdFromString(blobId);
  const encoding = values.get('encoding_type');
  if (encoding !== undefined && encoding !== 'RS2')
    throw malformed(`encoding_type=${encoding.slice(0, 80)}: blobs are encoded as RS2`);
  const txId = values.get('tx_id');
  if (txId !== undefined && !/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(txId))
    throw malformed(`tx_id=${txId.slice(0, 80)} is no digest of a transaction in base58`);
  const object = values.get('deletable_blob_object');
  return {
    blobId,
    persistence:
      object === undefined
        ? { kind: 'permanent' }
        : { kind: 'deletable', objectId: hexId(object, 'deletable_blob_object') },
    txId,
    nonce: nonceOf(values.get('nonce')),
  };
}

function nonceOf(text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined;
  const bytes = /^[\w-]{43}=?$/.test(text) ? Buffer.from(text, 'base64url') : undefined;
  if (bytes?.length === NONCE_BYTES) return new Uint8Array(bytes);
  throw malformed(`nonce=${text.slice(0, 80)} is not ${NONCE_BYTES} bytes in URL-safe base64`);
}
