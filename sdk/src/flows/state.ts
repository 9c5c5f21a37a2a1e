/** The state of a flow: plain JSON. Whoever reads it back from somewhere gets it checked. */
import { isValidSuiAddress, normalizeSuiAddress } from '@mysten/sui/utils';
import { InvalidArgument } from '../base/errors.js';
import { entriesOf } from '../chain/blob-transactions.js';
import { blobIdFromString, type QuiltPatch } from '../encoding/index.js';
import type { StoreOptions } from '../client/write/store-options.js';

/** A file of a quilt that is being stored, and where it is. */
export interface FlowFile extends Pick<QuiltPatch, 'identifier' | 'startColumn' | 'endColumn'> {
  /** Its tags, by name and value. */
  readonly tags: readonly (readonly [string, string])[];
}

/**
 * How far a flow has come. It has no secret in it, but whoever can change it decides what is paid for. What
 * it says of the chain is looked up there again.
 */
export interface StoreFlowState {
  /** Of this form. */
  readonly version: 1;
  /** Address that pays and executes. */
  readonly sender: string;
  /** How many epochs to pay for. */
  readonly epochs: number;
  /** Whether the owner can end it before its time. */
  readonly deletable: boolean;
  /** Address that gets the blob object, if it is not the sender. */
  readonly owner?: string | undefined;
  /** Attributes of the blob object, by name and value. */
  readonly attributes?: readonly (readonly [string, string])[] | undefined;
  /** As for `store`. */
  readonly reuse?: StoreOptions['reuse'];
  /** As for `store`. */
  readonly useStorage?: boolean | undefined;
  /** Since it is encoded: URL-safe base64 without padding. */
  readonly blobId?: string | undefined;
  /** Since it is encoded, if it is a quilt: its files, in the order in which they were given. */
  readonly files?: readonly FlowFile[] | undefined;
  /** Since it is registered. */
  readonly registered?:
    | {
        /** Object id of the `Blob`. */
        readonly blobObjectId: string;
        /** First epoch in which it need not be stored any more. */
        readonly until: number;
        /** Of the transaction; undefined when it was registered before the flow began. */
        readonly digest?: string | undefined;
        /** Whether its attributes are to be set with the certificate. */
        readonly lacksAttributes: boolean;
      }
    | undefined;
  /** Whether a quorum of nodes has confirmed that they have it. */
  readonly uploaded?: boolean | undefined;
}

/** What a flow is begun with, its content aside. */
type Terms = Pick<StoreFlowState, 'sender' | 'epochs' | 'deletable' | 'owner' | 'reuse' | 'useStorage'> &
  Pick<StoreOptions, 'attributes'>;

/** The state of a flow that has not begun. Throws InvalidArgument. */
export function newState({
  sender,
  epochs,
  deletable,
  owner,
  attributes,
  reuse,
  useStorage,
}: Terms): StoreFlowState {
  const state = { version: 1, sender, epochs, deletable, owner, reuse, useStorage } as const;
  return checkState({ ...state, attributes: attributes && entriesOf(attributes) });
}

const ID = /^0x[0-9a-f]{64}$/;
const REUSES = ['nothing', 'registered', 'certified'];

/** Refuses a state that no flow has had. Throws InvalidArgument; EncodingError `INVALID_BLOB_ID`. */
export function checkState(state: StoreFlowState): StoreFlowState {
  const { version, sender, owner, epochs, registered, blobId, attributes, files, reuse } = state ?? {};
  check(version === 1, { version }, 'it is 1');
  for (const [name, address] of Object.entries({ sender, owner: owner === undefined ? sender : owner }))
    check(isText(address) && isValidSuiAddress(address), { [name]: address }, 'it is an address');
  check(isCount(epochs), { epochs }, 'it is a whole number above 0');
  const { deletable, useStorage = true, uploaded = false } = state;
  for (const [name, flag] of Object.entries({ deletable, useStorage, uploaded }))
    check(typeof flag === 'boolean', { [name]: flag }, 'it is true or false');
  check(reuse === undefined || REUSES.includes(reuse), { reuse }, `it is one of ${REUSES.join(', ')}`);
  check(attributes === undefined || arePairs(attributes), { attributes }, 'it is pairs of text');
  if (blobId !== undefined) blobIdFromString(blobId);
  check(files === undefined || (Array.isArray(files) && files.every(isFile)), { files }, 'it is files');
  if (registered !== undefined) {
    const { blobObjectId, until, digest, lacksAttributes } = registered ?? {};
    const isGood =
      blobId !== undefined &&
      isText(blobObjectId) &&
      ID.test(blobObjectId) &&
      isCount(until) &&
      (digest === undefined || isText(digest)) &&
      typeof lacksAttributes === 'boolean';
    check(isGood, { registered }, 'it is a blob object of the blob, and its end');
  }
  return {
    ...state,
    sender: normalizeSuiAddress(sender),
    owner: owner === undefined ? undefined : normalizeSuiAddress(owner),
  };
}

/** @param value the field, by its name */
function check(isGood: boolean, value: Readonly<Record<string, unknown>>, rule: string): void {
  if (isGood) return;
  const [[field, found] = []] = Object.entries(value);
  const asText = (_key: string, one: unknown): unknown => (typeof one === 'bigint' ? `${one}n` : one);
  const text = (JSON.stringify(found, asText) ?? 'undefined').slice(0, 80);
  throw new InvalidArgument(`a flow whose ${field} is ${text}: ${rule}`, { field });
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
const arePairs = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText));

function isFile(value: unknown): boolean {
  const { identifier, tags, startColumn, endColumn } = (value ?? {}) as Partial<FlowFile>;
  const areColumns = isCount(startColumn) && isCount(endColumn) && startColumn! < endColumn!;
  return isText(identifier) && arePairs(tags) && areColumns && endColumn! <= 0xffff;
}
