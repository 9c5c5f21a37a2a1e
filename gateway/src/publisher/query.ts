/** What the query of an upload says: for how long, of which kind, and whose the blob object becomes. */
import { flag, hexId, malformed, queryOf } from '../http/query.js';
import { refusal } from '../refusal.js';

/** How to store what is uploaded. */
export interface StoreQuery {
  /** Epochs to pay for, the current one included. */
  readonly epochs: number;
  readonly deletable: boolean;
  /** Whether to store also what the network has for as long already. */
  readonly force: boolean;
  /** Whether storage and blobs that the publisher owns are used. */
  readonly reuseResources: boolean;
  /** Address that gets the blob object. */
  readonly sendObjectTo: string | undefined;
  /** Whether the blob object is shared. */
  readonly share: boolean;
}

const NAMES = [
  'encoding_type',
  'epochs',
  'deletable',
  'permanent',
  'force',
  'reuse_resources',
  'send_object_to',
  'share',
  'quilt_version',
] as const;

/** Reads the query of `PUT /v1/blobs` and `PUT /v1/quilts`. Throws ServiceError. */
export function storeQuery(query: unknown): StoreQuery {
  const values = queryOf(query, NAMES);
  const encoding = values.get('encoding_type');
  if (encoding !== undefined && encoding !== 'RS2')
    throw malformed(`encoding_type=${encoding.slice(0, 80)}: blobs are encoded as RS2`);
  const version = values.get('quilt_version');
  if (version !== undefined && !/^(?:[vV]?1)$/.test(version))
    throw malformed(`quilt_version=${version.slice(0, 80)}: quilts have version V1`);
  const [permanent, deletable] = [bool('permanent'), bool('deletable')];
  if (permanent && deletable)
    throw refusal('INVALID_ARGUMENT INVALID_BLOB_PERSISTENCE', 'a blob is either permanent or deletable');
  const [sendTo, share] = [values.get('send_object_to'), bool('share')];
  if (sendTo !== undefined && share)
    throw malformed('send_object_to and share exclude each other: a shared object has no owner');
  return {
    epochs: epochsOf(values.get('epochs')),
    deletable: !permanent,
    force: bool('force'),
    reuseResources: bool('reuse_resources'),
    sendObjectTo: sendTo === undefined ? undefined : hexId(sendTo, 'send_object_to'),
    share,
  };

  function bool(name: (typeof NAMES)[number]): boolean {
    return flag(name, values.get(name));
  }
}

function epochsOf(text: string | undefined): number {
  if (text === undefined) return 1;
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw malformed(`epochs=${text.slice(0, 80)} is not a whole number from 1 on`);
}
