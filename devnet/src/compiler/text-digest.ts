/** A short name for many texts. */
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** 32 hex digits that follow from texts, joined without ambiguity. */
export function digestOf(texts: Iterable<string>): string {
  const hash = blake2b.create({ dkLen: 16 });
  for (const text of texts) {
    const bytes = utf8ToBytes(text);
    hash.update(utf8ToBytes(`${bytes.length}:`)).update(bytes);
  }
  return bytesToHex(hash.digest());
}
