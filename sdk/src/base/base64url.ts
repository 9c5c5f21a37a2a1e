/** URL-safe base64 without padding, in its one canonical spelling. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The text of bytes. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET[group >>> 18]! + ALPHABET[(group >>> 12) & 63]!;
    if (at + 1 < bytes.length) text += ALPHABET[(group >>> 6) & 63]!;
    if (at + 2 < bytes.length) text += ALPHABET[group & 63]!;
  }
  return text;
}

/** The bytes of a text; undefined unless it is what {@link toBase64Url} writes of exactly `length` bytes. */
export function fromBase64Url(text: string, length: number): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length !== Math.ceil((length * 8) / 6)) return undefined;
  const bytes = new Uint8Array(length);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >>> held) & 255;
    }
  }
  return toBase64Url(bytes) === text ? bytes : undefined;
}
