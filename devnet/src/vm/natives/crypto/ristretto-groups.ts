/**
 * The group ristretto255 (RFC 9496) and its scalars, 32 bytes each, scalars little-endian. What Sui charges
 * for it is not in the sources that this is made after: it costs what scalars and G1 of BLS12-381 cost.
 */
import { ristretto255 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js';
import { g1, InvalidElement, scalars, type Group } from './bls-groups.js';

const Point = ristretto255.Point;
const Fn = Point.Fn;

const field = {
  decode(bytes: Uint8Array): bigint {
    const value = bytes.length === 32 ? bytesToNumberLE(bytes) : Fn.ORDER;
    if (value < Fn.ORDER) return value;
    throw new InvalidElement('not a valid scalar');
  },
  invert: (scalar: bigint) => Fn.inv(scalar),
};

/** The scalars: integers modulo the order of the group. */
export const ristrettoScalars: Group<bigint> = {
  field,
  decode: field.decode,
  encode: (value) => numberToBytesLE(value, 32),
  isMember: () => true,
  add: (a, b) => Fn.add(a, b),
  negate: (a) => Fn.neg(a),
  multiply: (a, scalar) => Fn.mul(a, scalar),
  costs: scalars.costs,
};

/** What is used of an element: the class of the library cannot be named. */
interface Element {
  add(other: Element): Element;
  negate(): Element;
  multiplyUnsafe(scalar: bigint): Element;
  toBytes(): Uint8Array;
}

/** The group. */
export const ristretto: Group<Element> = {
  field,
  decode(bytes) {
    try {
      return Point.fromBytes(bytes);
    } catch {
      throw new InvalidElement('not a valid element of ristretto255');
    }
  },
  encode: (point) => point.toBytes(),
  // There are no others.
  isMember: () => true,
  add: (a, b) => a.add(b),
  negate: (a) => a.negate(),
  multiply: (a, scalar) => a.multiplyUnsafe(scalar),
  costs: g1.costs,
};
