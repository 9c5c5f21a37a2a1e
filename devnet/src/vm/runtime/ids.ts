/**
 * How ids come to be.
 *
 * - A new object's id is `blake2b-256(0xf1 || transaction digest || counter)`, where the counter says how
 *   many ids the transaction has made before (8 bytes, little-endian).
 * - A dynamic field's id is `blake2b-256(0xf0 || parent || length of name || name || type of name)`: the
 *   length in 8 bytes little-endian, the name in BCS, its type as a BCS type tag.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { blake2b256 } from '../../blake2b.js';
import type { Address, PrimitiveName, Type } from '../types.js';

/** Id number `counter` (from 0) of the transaction with this 32-byte digest. */
export function deriveObjectId(digest: Uint8Array, counter: number | bigint): Address {
  return hashToId(regularObjectId, digest, u64Bytes(counter));
}

/** Id of the dynamic field of `parent` whose name is this value; also of derived objects. */
export function deriveDynamicFieldId(parent: Address, nameType: Type, nameBytes: Uint8Array): Address {
  return hashToId(
    childObjectId,
    addressToBytes(parent),
    u64Bytes(nameBytes.length),
    nameBytes,
    typeTagBytes(nameType),
  );
}

/** BCS of a type as a `TypeTag`. */
export function typeTagBytes(type: Type): Uint8Array {
  const out: number[] = [];
  writeTypeTag(out, type);
  return Uint8Array.from(out);
}

/** The 32 bytes of an address. */
export function addressToBytes(address: Address): Uint8Array {
  return hexToBytes(address.slice(2));
}

/** The address of 32 bytes. */
export function addressFromBytes(bytes: Uint8Array): Address {
  return `0x${bytesToHex(bytes)}`;
}

const childObjectId = 0xf0;
const regularObjectId = 0xf1;

const primitiveTags: Readonly<Record<PrimitiveName, number>> = {
  bool: 0,
  u8: 1,
  u64: 2,
  u128: 3,
  address: 4,
  signer: 5,
  u16: 8,
  u32: 9,
  u256: 10,
};
const vectorTag = 6;
const structTag = 7;

function hashToId(scope: number, ...parts: Uint8Array[]): Address {
  return addressFromBytes(blake2b256(Uint8Array.of(scope), ...parts));
}

function u64Bytes(value: number | bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}

function writeTypeTag(out: number[], type: Type): void {
  if (type.kind === 'vector') {
    out.push(vectorTag);
    writeTypeTag(out, type.element);
  } else if (type.kind === 'datatype') {
    out.push(structTag, ...addressToBytes(type.address));
    // Identifiers are ASCII of at most 128 characters and type arguments at most 32: lengths of one or two
    // bytes.
    for (const name of [type.module, type.name]) {
      writeLength(out, name.length);
      for (let i = 0; i < name.length; i++) out.push(name.charCodeAt(i));
    }
    writeLength(out, type.typeArguments.length);
    for (const argument of type.typeArguments) writeTypeTag(out, argument);
  } else {
    out.push(primitiveTags[type.kind]);
  }
}

function writeLength(out: number[], length: number): void {
  let rest = length;
  for (; rest >= 0x80; rest >>>= 7) out.push((rest & 0x7f) | 0x80);
  out.push(rest);
}
