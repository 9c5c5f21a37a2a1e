/** Base64 with padding, in its one canonical spelling. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NONE = 64;
/** Values of characters by their codes; NONE for all others. */
const VALUES = new Uint8Array(128).fill(NONE);
for (let value = 0; value < NONE; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/** The bytes of a text; undefined unless it is just what an encoder writes. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const characters = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let index = 0; index < characters; index++) {
    const value = VALUES[text.charCodeAt(index)] ?? NONE;
    if (value === NONE) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = bits >>> held;
    }
  }
  // What is left over of the last character is nothing.
  return (bits & ((1 << held) - 1)) === 0 ? bytes : undefined;
}
