/** Text as a value of a database, with a checksum: LevelDB does not check what it reads. */
import { crc32 } from 'node:zlib';
import { StoreFailure } from './store-failure.js';

const CHECKSUM_BYTES = 4;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The value for a text: the checksum of key and text, then the text. */
export function textValue(key: string, text: string): Uint8Array {
  const bytes = encoder.encode(text);
  const value = Buffer.alloc(CHECKSUM_BYTES + bytes.length);
  value.writeUInt32BE(checksum(key, bytes));
  value.set(bytes, CHECKSUM_BYTES);
  return value;
}

/** The text of a value. Throws StoreFailure STORE_DAMAGED unless it is as it was written under this key. */
export function textOf(key: string, value: Uint8Array): string {
  const text = intactText(key, value);
  if (text === undefined)
    throw new StoreFailure('STORE_DAMAGED', `the value of ${key} is not as it was written`);
  return text;
}

/** The text of a value; undefined unless it is as it was written under this key. */
export function intactText(key: string, value: Uint8Array): string | undefined {
  const view = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const bytes = view.subarray(CHECKSUM_BYTES);
  const isIntact = view.length >= CHECKSUM_BYTES && view.readUInt32BE() === checksum(key, bytes);
  return isIntact ? decoder.decode(bytes) : undefined;
}

const checksum = (key: string, bytes: Uint8Array) => crc32(bytes, crc32(key));
