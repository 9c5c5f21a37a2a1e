/**
 * Objects: their BCS form, digest, size as storage gas counts it, and coins.
 *
 * An object in BCS is `{ data: Move { type, hasPublicTransfer, version, contents } | Package { ... }, owner,
 * previousTransaction, storageRebate }`. Common types of objects have a shorter form (`GasCoin`, `Coin`), as
 * Sui stores them.
 */
import { bcs } from '@mysten/sui/bcs';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { Package } from '../vm/package.js';
import { typeToString } from '../vm/types.js';
import type { Address, Type } from '../vm/types.js';
import { digestText, digestToBytes } from './digests.js';
import type { Digest } from './digests.js';
import { coinTypeOf, structTag, typeTag, wellKnown } from './type-tags.js';
import type { LedgerObject, Owner } from './types.js';

type ObjectInput = Parameters<typeof bcs.Object.serialize>[0];
type OwnerInput = Parameters<typeof bcs.Owner.serialize>[0];
type ObjectTypeInput = Parameters<typeof bcs.MoveObjectType.serialize>[0];

/** Everything of an object but its digest, which follows from the rest. */
export type ObjectFields = Omit<LedgerObject, 'digest'>;

/** Completes an object with its digest. */
export function makeObject(fields: ObjectFields): LedgerObject {
  return { ...fields, digest: digestText('Object', objectBcs(fields)) };
}

/**
 * BCS `Object`. Packages go through `bcs.Object`; Move objects are put together here, a tenth of the work:
 * each version of each is written for its digest.
 */
export function objectBcs(object: ObjectFields): Uint8Array {
  const { data, owner, previousTransaction, storageRebate, version } = object;
  if (data.kind === 'package') {
    const input = { data: dataInput(object), owner: ownerInput(owner), previousTransaction, storageRebate };
    return bcs.Object.serialize(input, { initialSize: 1024, maxSize: 4 * 1024 * 1024 }).toBytes();
  }
  return concatBytes(
    moveTag,
    objectTypeBytes(data.type),
    Uint8Array.of(data.hasPublicTransfer ? 1 : 0),
    u64Bytes(version),
    lengthBytes(data.contents.length),
    data.contents,
    ...ownerBytes(owner),
    transactionBytes(previousTransaction),
    u64Bytes(storageRebate),
  );
}

/** `Move` of `bcs.Data`. */
const moveTag = Uint8Array.of(0);

/** An owner in the BCS of `bcs.Owner`, in parts. */
function ownerBytes(owner: Owner): Uint8Array[] {
  switch (owner.kind) {
    case 'address':
      return [Uint8Array.of(0), addressBytes(owner.address)];
    case 'object':
      return [Uint8Array.of(1), addressBytes(owner.address)];
    case 'shared':
      return [Uint8Array.of(2), u64Bytes(owner.initialSharedVersion)];
    case 'immutable':
      return [Uint8Array.of(3)];
    case 'consensus-address':
      return [Uint8Array.of(4), u64Bytes(owner.startVersion), addressBytes(owner.address)];
  }
}

/** The last digest of a transaction that was written: all that a transaction writes names it. */
let lastTransaction: { readonly digest: Digest; readonly bytes: Uint8Array } | undefined;

function transactionBytes(digest: Digest): Uint8Array {
  if (lastTransaction?.digest !== digest) {
    lastTransaction = { digest, bytes: Uint8Array.of(32, ...digestToBytes(digest)) };
  }
  return lastTransaction.bytes;
}

function u64Bytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}

/** A length in ULEB128. */
function lengthBytes(length: number): Uint8Array {
  const bytes: number[] = [];
  let rest = length;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, rest);
}

/** The `data` of an object as `bcs.Data` writes it. */
export function dataInput(object: Pick<LedgerObject, 'data' | 'version'>): ObjectInput['data'] {
  if (object.data.kind === 'package') return { Package: packageInput(object.data.package) };
  const { type, hasPublicTransfer, contents } = object.data;
  return {
    Move: { type: objectTypeInput(type), hasPublicTransfer, version: object.version, contents },
  } as ObjectInput['data'];
}

/** An owner as `bcs.Owner` writes it. */
export function ownerInput(owner: Owner): OwnerInput {
  switch (owner.kind) {
    case 'address':
      return { AddressOwner: owner.address };
    case 'object':
      return { ObjectOwner: owner.address };
    case 'shared':
      return { Shared: { initialSharedVersion: owner.initialSharedVersion } };
    case 'immutable':
      return { Immutable: true };
    case 'consensus-address':
      return { ConsensusAddressOwner: { startVersion: owner.startVersion, owner: owner.address } };
  }
}

/** Bytes of an object as storage gas counts them: Sui's `object_size_for_gas_metering`. */
export function sizeForGas(object: Pick<LedgerObject, 'data'>): number {
  // Owner 40, previous transaction 32, storage rebate 8: fixed, whatever they really take.
  const metadata = 80;
  if (object.data.kind === 'package') return metadata + packageSize(object.data.package);
  // One byte for `hasPublicTransfer`, eight for the version.
  return metadata + object.data.contents.length + objectTypeBytes(object.data.type).length + 9;
}

/** Bytes of a package as its limit and storage gas count them: Sui's `MovePackage::size`. */
export function packageSize(item: Package): number {
  let size = 8;
  for (const [name, bytecode] of item.modules) size += name.length + bytecode.length;
  for (const origin of item.typeOrigins) size += origin.module.length + origin.datatype.length + 32;
  return size + item.linkage.size * 72;
}

/** The id that the contents of a Move object begin with. */
export function idOfContents(contents: Uint8Array): Address {
  return `0x${bytesToHex(contents.subarray(0, 32))}`;
}

/** The 32 bytes of an address. */
export function addressBytes(address: Address): Uint8Array {
  return hexToBytes(address.slice(2));
}

/** The address of 32 bytes. */
export function addressOf(bytes: Uint8Array): Address {
  return `0x${bytesToHex(bytes)}`;
}

/** The balance of a coin, given its contents: the eight bytes after the id. */
export function coinBalance(contents: Uint8Array): bigint {
  return new DataView(contents.buffer, contents.byteOffset, contents.byteLength).getBigUint64(32, true);
}

/** Contents of a coin. */
export function coinContents(id: Address, balance: bigint): Uint8Array {
  const contents = new Uint8Array(40);
  contents.set(addressBytes(id));
  new DataView(contents.buffer).setBigUint64(32, balance, true);
  return contents;
}

/** The type of a Move object; undefined for a package. */
function typeOf(object: LedgerObject): Type | undefined {
  return object.data.kind === 'move' ? object.data.type : undefined;
}

/** Whether an object is a `Coin<SUI>`. */
export function isGasCoin(object: LedgerObject): boolean {
  const type = typeOf(object);
  return type !== undefined && typeToString(type) === typeToString(wellKnown.suiCoin);
}

/** Types of objects in the BCS of `bcs.MoveObjectType`; the cache is dropped when it has this many. */
const maxCached = 4096;
const objectTypes = new Map<string, Uint8Array>();

function objectTypeBytes(type: Type): Uint8Array {
  const text = typeToString(type);
  let bytes = objectTypes.get(text);
  if (bytes === undefined) {
    bytes = bcs.MoveObjectType.serialize(objectTypeInput(type)).toBytes();
    if (objectTypes.size >= maxCached) objectTypes.clear();
    objectTypes.set(text, bytes);
  }
  return bytes;
}

function objectTypeInput(type: Type): ObjectTypeInput {
  const coin = coinTypeOf(type);
  if (coin !== undefined) {
    return typeToString(coin) === typeToString(wellKnown.sui) ? { GasCoin: true } : { Coin: typeTag(coin) };
  }
  if (type.kind !== 'datatype') throw new TypeError(`an object of the type ${typeToString(type)}`);
  if (typeToString(type) === stakedSui) return { StakedSui: true };
  return { Other: structTag(type) };
}

const stakedSui = `0x${'3'.padStart(64, '0')}::staking_pool::StakedSui`;

/** A package as `bcs.MovePackage` writes it. */
export function packageInput(item: Package): Parameters<typeof bcs.MovePackage.serialize>[0] {
  return {
    id: item.id,
    version: item.version,
    moduleMap: new Map(item.modules),
    typeOriginTable: item.typeOrigins.map((origin) => ({
      moduleName: origin.module,
      datatypeName: origin.datatype,
      package: origin.package,
    })),
    linkageTable: new Map(
      [...item.linkage].map(([original, { id, version }]) => [
        original,
        { upgradedId: id, upgradedVersion: version },
      ]),
    ),
  };
}
