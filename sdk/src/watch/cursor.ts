/**
 * A place in the history of one chain, after which a watch goes on. As text it is safe in files, databases
 * and URLs: `1:<chain>:<checkpoint>:<transaction>:<event>:<digest of the checkpoint>`, the two indices being
 * `-` when the whole checkpoint is behind it.
 */
import { withJson } from '../base/json.js';
import { WatchError } from './errors.js';

/** A cursor, taken apart. */
export interface Cursor {
  /** The first characters of the chain's identifier: enough to notice that it is another chain. */
  readonly chain: string;
  /** Sequence number. */
  readonly checkpoint: bigint;
  /** Of the checkpoint, in base58: two chains that differ in anything before it have another one. */
  readonly digest: string;
  /** The last event that has been delivered; undefined when all of the checkpoint has been. */
  readonly event:
    | {
        /** Index of the transaction in its checkpoint. */
        readonly transaction: number;
        /** Index of the event in its transaction, all events of the transaction counted. */
        readonly index: number;
      }
    | undefined;
}

/** Longer texts are not looked at. */
const MAX_LENGTH = 256;
const FORM =
  /^1:([1-9A-HJ-NP-Za-km-z]{8}):(\d{1,20}):(?:(\d{1,10}):(\d{1,10})|-:-):([1-9A-HJ-NP-Za-km-z]{32,44})$/;

/** The cursor as text. */
export function formatCursor({ chain, checkpoint, digest, event }: Cursor): string {
  const place = event === undefined ? '-:-' : `${event.transaction}:${event.index}`;
  return `1:${chain}:${checkpoint}:${place}:${digest}`;
}

/** Reads what `formatCursor` wrote. Throws WatchError BAD_CURSOR. */
export function parseCursor(text: string): Cursor {
  const match = text.length > MAX_LENGTH ? null : FORM.exec(text);
  if (match === null) {
    const shown = JSON.stringify(text.slice(0, 80));
    throw new WatchError('BAD_CURSOR', `${shown} is no cursor of a watch`, { text });
  }
  const [, chain, checkpoint, transaction, index, digest] = match;
  const event =
    transaction === undefined || index === undefined
      ? undefined
      : { transaction: Number(transaction), index: Number(index) };
  return withJson({ chain: chain!, checkpoint: BigInt(checkpoint!), digest: digest!, event });
}

/** How a cursor names a chain, given its identifier: base58 of the digest of its first checkpoint. */
export function chainTag(chainIdentifier: string): string {
  return chainIdentifier.slice(0, 8);
}
