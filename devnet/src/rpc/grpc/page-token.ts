/**
 * Page tokens: where a listing goes on. A token is bound to the request that it came from, so that one of
 * another listing, or a damaged one, is refused instead of giving a wrong page.
 *
 * Bytes: eight of BLAKE2b over (listing, position), then the position in UTF-8.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { blake2b256 } from '../../blake2b.js';
import { invalidArgument } from './status.js';

const tagBytes = 8;
const maxTokenBytes = 4096;

/** @param listing names the method and every parameter that the token is for */
export function encodePageToken(listing: readonly string[], position: string): Uint8Array {
  const text = utf8ToBytes(position);
  const token = new Uint8Array(tagBytes + text.length);
  token.set(tagOf(listing, position));
  token.set(text, tagBytes);
  return token;
}

/**
 * The position of a token; undefined for no token.
 * @throws StatusError INVALID_ARGUMENT for a token that is not one of this listing
 */
export function decodePageToken(
  listing: readonly string[],
  token: Uint8Array | undefined,
): string | undefined {
  if (token === undefined) return undefined;
  if (token.length <= maxTokenBytes && token.length >= tagBytes) {
    const position = new TextDecoder().decode(token.subarray(tagBytes));
    if (tagOf(listing, position).every((byte, index) => byte === token[index])) return position;
  }
  throw invalidArgument('page_token', 'not a token of this listing');
}

function tagOf(listing: readonly string[], position: string): Uint8Array {
  return blake2b256(utf8ToBytes(JSON.stringify([...listing, position]))).subarray(0, tagBytes);
}
