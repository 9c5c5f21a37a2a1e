/**
 * Name and address of a compiled module: just enough of the Move binary format (magic, version, table
 * directory, then module handles, identifiers and addresses) to know what a module is called.
 */
import { CompileError } from './errors.js';

/** Name and address of a compiled module, and where the address lies. */
export interface ModuleName {
  /** `0x` and 64 hex digits. */
  readonly address: string;
  readonly name: string;
  /** Where the 32 bytes of the address lie in the module. */
  readonly addressOffset: number;
}

const MODULE_HANDLES = 0x1;
const IDENTIFIERS = 0x7;
const ADDRESSES = 0x8;
const HEADER = 8;

/** Magic of modules that the compiler built in a mode, which no chain accepts for publishing. */
const UNPUBLISHABLE = [0xde, 0xad, 0xc0, 0xde];
const PUBLISHABLE = [0xa1, 0x1c, 0xeb, 0x0b];

/** Reads the self handle of a module that the compiler made. Throws `COMPILER_BROKEN` when it is not one. */
export function moduleName(bytes: Uint8Array): ModuleName {
  let at = HEADER;
  const byte = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new CompileError('COMPILER_BROKEN', 'a compiled module is truncated');
    return value;
  };
  const uleb = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const next = byte();
      value += (next & 0x7f) * 2 ** shift;
      if (next < 0x80) return value;
    }
    throw new CompileError('COMPILER_BROKEN', 'a compiled module has a malformed index');
  };
  const tables = new Map<number, number>();
  let end = 0;
  for (let count = uleb(); count > 0; count--) {
    const kind = byte();
    const offset = uleb();
    end = Math.max(end, offset + uleb());
    tables.set(kind, offset);
  }
  const contents = at;
  const start = (kind: number): void => {
    at = contents + (tables.get(kind) ?? 0);
  };
  // The index of the module's own handle follows the last table.
  at = contents + end;
  const self = uleb();
  start(MODULE_HANDLES);
  for (let skipped = 0; skipped < 2 * self; skipped++) uleb();
  const addressIndex = uleb();
  const nameIndex = uleb();
  start(IDENTIFIERS);
  for (let skipped = 0; skipped < nameIndex; skipped++) {
    const length = uleb();
    at += length;
  }
  const length = uleb();
  const name = new TextDecoder().decode(bytes.subarray(at, at + length));
  start(ADDRESSES);
  at += addressIndex * 32;
  const address = bytes.subarray(at, at + 32);
  return {
    address: `0x${Array.from(address, (b) => b.toString(16).padStart(2, '0')).join('')}`,
    name,
    addressOffset: at,
  };
}

/** The same module with the ordinary magic. */
export function withOrdinaryMagic(bytes: Uint8Array): Uint8Array {
  if (!UNPUBLISHABLE.every((value, index) => bytes[index] === value)) return bytes;
  const copy = bytes.slice();
  copy.set(PUBLISHABLE);
  return copy;
}
