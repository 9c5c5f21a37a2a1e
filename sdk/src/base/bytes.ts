/** Byte arrays: what every part of the SDK does with them. */
import { InvalidArgument } from './errors.js';

/** The concatenation of byte arrays. A single one is given back as it is. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two byte arrays have the same content; for public values, as the time it takes depends on them. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Refuses what callers without types take for bytes: text, an `ArrayBuffer`, a list of numbers. A `Buffer` is
 * a `Uint8Array`, and so is one of another realm.
 *
 * @param what which bytes, for the message
 * @throws InvalidArgument
 */
export function checkBytes(bytes: Uint8Array, what = 'bytes'): void {
  const kind = Object.prototype.toString.call(bytes).slice('[object '.length, -1);
  if (kind === 'Uint8Array') return;
  const advice =
    kind === 'String' ? ': encode it with a TextEncoder' : kind === 'ArrayBuffer' ? ': wrap it in one' : '';
  throw new InvalidArgument(`${what} have to be a Uint8Array, not of type ${kind}${advice}`, { kind });
}
