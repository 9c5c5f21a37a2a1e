import { InvalidArgument } from './errors.js';

/**
 * Refuses what callers without types take for bytes: text, an `ArrayBuffer`, a list of numbers. A `Buffer` is a
 * `Uint8Array`, and so is one of another realm.
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
