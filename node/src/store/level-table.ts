/**
 * The tables of LevelDB, in which everything is that is in no log: what of them is as it was written. LevelDB
 * does not look at their checksums. It ends the process when it copies keys that are out of order, also in a
 * repair; so what has rotten is taken out before.
 *
 * A table is a sequence of blocks, and a footer of 48 bytes. Behind each block are a byte (1: Snappy has
 * compressed it, 0: nobody has) and the checksum of both. The footer has the places of two blocks, each an
 * offset and a size as varints: of one that lists filters, and of the index; at its end are 8 bytes that are
 * always the same. Entries of the index have the key that comes last in a data block, or after it, and the
 * place of the block. An entry is three varints (bytes that its key shares with the one before, further
 * bytes, bytes of its value), those bytes and the value. Behind all entries are offsets of some of them, and
 * how many.
 */
import type { FileHandle } from 'node:fs/promises';
import { checksumOf } from './checksum.js';
import { uncompressed } from './snappy.js';

interface Place {
  readonly offset: number;
  /** Bytes of the block, without what is behind it. */
  readonly size: number;
}

/** A data block, and what the index says of it. */
export interface DataBlock {
  readonly key: Uint8Array;
  readonly place: Place;
}

/** What a look at a table has found. */
export interface TableLook {
  /** Data blocks that are as they were written, in their order. */
  readonly good: readonly DataBlock[];
  /** Data blocks that are not. */
  readonly bad: number;
}

const TRAILER_BYTES = 5;
const FOOTER_BYTES = 48;
const MAGIC = Uint8Array.of(0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb);
const SNAPPY = 1;
/** The largest index: keys and places of the blocks of one table. */
const MAX_INDEX_BYTES = 64 << 20;

/** Looks at all data blocks of a table. Resolves to undefined where nothing says where they are. */
export async function lookAtTable(table: FileHandle): Promise<TableLook | undefined> {
  const { size } = await table.stat();
  const blocks = await blocksOf(table, size);
  if (blocks === undefined) return undefined;
  const good: DataBlock[] = [];
  for (const block of blocks) if (await blockAt(table, block.place, size)) good.push(block);
  return { good, bad: blocks.length - good.length };
}

/** Writes a table of data blocks of another one. LevelDB reads it as any other. */
export async function copyBlocks(
  from: FileHandle,
  to: FileHandle,
  blocks: readonly DataBlock[],
): Promise<void> {
  const { size } = await from.stat();
  let end = 0;
  const append = async (bytes: Uint8Array): Promise<Place> => {
    const place = { offset: end, size: bytes.length - TRAILER_BYTES };
    await to.appendFile(bytes);
    end += bytes.length;
    return place;
  };
  const entries: Uint8Array[] = [];
  for (const { key, place } of blocks) {
    const bytes = await blockAt(from, place, size);
    if (bytes === undefined) continue;
    const value = placeBytes(await append(bytes));
    entries.push(
      Uint8Array.of(...varint(0), ...varint(key.length), ...varint(value.length), ...key, ...value),
    );
  }
  const filters = await append(blockOf([]));
  const index = await append(blockOf(entries));
  const footer = new Uint8Array(FOOTER_BYTES);
  footer.set([...placeBytes(filters), ...placeBytes(index)]);
  footer.set(MAGIC, FOOTER_BYTES - MAGIC.length);
  await to.appendFile(footer);
}

/** What the index lists; undefined when footer or index are not as they were written. */
async function blocksOf(table: FileHandle, size: number): Promise<DataBlock[] | undefined> {
  const footer = await bytesAt(table, { offset: size - FOOTER_BYTES, size: FOOTER_BYTES }, size);
  if (footer === undefined || !MAGIC.every((byte, at) => footer[FOOTER_BYTES - MAGIC.length + at] === byte))
    return undefined;
  try {
    const places = new Entries(footer);
    places.place();
    const index = await blockAt(table, places.place(), size);
    return index && listed(contentOf(index));
  } catch {
    return undefined; // it is none: what it says leads out of it
  }
}

function listed(index: Uint8Array): DataBlock[] {
  const offsets = new DataView(index.buffer, index.byteOffset).getUint32(index.length - 4, true);
  const entries = new Entries(index.subarray(0, index.length - 4 * (offsets + 1)));
  const blocks: DataBlock[] = [];
  for (let key = new Uint8Array(); !entries.isAtEnd;) {
    const [shared, further, bytes] = [entries.varint(), entries.varint(), entries.varint()];
    key = Uint8Array.of(...key.subarray(0, shared), ...entries.take(further));
    blocks.push({ key, place: new Entries(entries.take(bytes)).place() });
  }
  return blocks;
}

/** Reads what entries consist of. Throws RangeError at the end. */
class Entries {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(count: number): Uint8Array {
    if (count > this.#bytes.length - this.#at) throw new RangeError('there are no more bytes');
    return this.#bytes.subarray(this.#at, (this.#at += count));
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 49; factor *= 128) {
      const [byte] = this.take(1);
      value += (byte! & 0x7f) * factor;
      if (byte! < 0x80) return value;
    }
    throw new RangeError('there is no such place in a file');
  }

  place(): Place {
    return { offset: this.varint(), size: this.varint() };
  }
}

/** A block with what is behind it; undefined when it is not as it was written. */
async function blockAt(table: FileHandle, place: Place, fileBytes: number): Promise<Uint8Array | undefined> {
  const { offset, size } = place;
  const bytes = await bytesAt(table, { offset, size: size + TRAILER_BYTES }, fileBytes);
  if (bytes === undefined) return undefined;
  const checksum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(size + 1, true);
  return checksumOf(bytes.subarray(0, size + 1)) === checksum ? bytes : undefined;
}

/** Undefined when the disk does not give them, or there are not as many. */
async function bytesAt(
  table: FileHandle,
  { offset, size }: Place,
  fileBytes: number,
): Promise<Uint8Array | undefined> {
  if (offset < 0 || offset + size > fileBytes) return undefined;
  const bytes = new Uint8Array(size);
  try {
    const { bytesRead } = await table.read(bytes, 0, size, offset);
    return bytesRead === size ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** What a block was before it was compressed, if it was. */
function contentOf(block: Uint8Array): Uint8Array {
  const content = block.subarray(0, block.length - TRAILER_BYTES);
  return block[content.length] === SNAPPY ? uncompressed(content, MAX_INDEX_BYTES) : content;
}

/** A block of entries that share nothing, with what is behind it. */
function blockOf(entries: readonly Uint8Array[]): Uint8Array {
  const size = entries.reduce((sum, { length }) => sum + length, 0);
  // One without entries has an offset all the same.
  const offsets = entries.length === 0 ? [0] : [];
  const block = new Uint8Array(size + 4 * (Math.max(1, entries.length) + 1) + TRAILER_BYTES);
  let end = 0;
  for (const entry of entries) {
    offsets.push(end);
    block.set(entry, end);
    end += entry.length;
  }
  const view = new DataView(block.buffer);
  for (const number of [...offsets, offsets.length]) {
    view.setUint32(end, number, true);
    end += 4;
  }
  view.setUint32(end + 1, checksumOf(block.subarray(0, end + 1)), true);
  return block;
}

const placeBytes = ({ offset, size }: Place): number[] => [...varint(offset), ...varint(size)];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
}
