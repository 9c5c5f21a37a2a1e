/** Making quilts: byte for byte what the official tools make of the same files. */
import { EncodingError } from '../errors.js';
import { encodingParameters, MAX_SYMBOL_SIZE, type EncodingParameters } from '../layout.js';
import { writeDown } from './columns.js';
import {
  compareBytes,
  FILE_HEADER_BYTES,
  HAS_TAGS,
  INDEX_PREFIX_BYTES,
  indexOf,
  MAX_INDEX_COLUMNS,
  MAX_NAME_BYTES,
  MAX_TAGS_BYTES,
  QUILT_VERSION,
  Tags,
  Text,
  type QuiltPatch,
} from './format.js';

/** A file to be put into a quilt. */
export interface FileToQuilt {
  /** Its name, once in a quilt: some text without control characters and without blanks at its end. */
  readonly identifier: string;
  /** Contents of the file. */
  readonly bytes: Uint8Array;
  /** Values by key; at most 64 KiB in all. */
  readonly tags?: ReadonlyMap<string, string> | Readonly<Record<string, string>> | undefined;
}

/** A quilt, not encoded yet. */
export interface Quilt {
  /** The blob to store. */
  readonly bytes: Uint8Array;
  /** Where each file is, in the order of the quilt: that of the UTF-8 of their names. */
  readonly patches: readonly QuiltPatch[];
}

/**
 * Most files that a quilt for so many shards can hold: the index takes at least one column, each file
 * another.
 */
export function maxQuiltFiles(nShards: number): number {
  return encodingParameters(nShards).columns - 1;
}

/**
 * Puts files into one blob, from which each can be read by itself.
 *
 * The smallest symbols are taken with which everything fits, so a quilt is as long as its files need and no
 * longer. The order in which files are given does not matter.
 *
 * @example
 * const files = [{ identifier: 'a.txt', bytes: text, tags: { lang: 'en' } }];
 * const { bytes, patches } = buildQuilt(files, { nShards: 10 });
 * @throws EncodingError `INVALID_QUILT_FILE`, `QUILT_TOO_LARGE`, `INVALID_SHARD_COUNT`
 */
export function buildQuilt(
  files: readonly FileToQuilt[],
  {
    nShards,
  }: {
    /** Shards of the network. */
    readonly nShards: number;
  },
): Quilt {
  const parameters = encodingParameters(nShards);
  const { rows, columns } = parameters;
  if (files.length === 0) throw new EncodingError('INVALID_QUILT_FILE', 'a quilt without any file', {});
  if (files.length >= columns) {
    throw tooLarge(`${files.length} files: ${nShards} shards hold ${columns - 1} in a quilt`, {
      files: files.length,
      limit: columns - 1,
    });
  }
  const items = files.map(prepare).sort((a, b) => compareBytes(a.name, b.name));
  items.forEach(({ identifier }, at) => {
    if (items[at + 1]?.identifier === identifier) throw invalid(identifier, 'the name is given twice');
  });

  // Ends have a fixed size, so the index is as long now as when they are known.
  const index = indexOf(columns);
  const indexBytes = INDEX_PREFIX_BYTES + index.serialize(items.map(entry(0))).toBytes().length;
  const sizes = items.map(({ head, bytes }) => head.length + bytes.length);
  const symbolSize = smallestSymbol([indexBytes, ...sizes], parameters);
  const columnSize = rows * symbolSize;
  const matrix = { rows, columns, symbolSize };
  const quilt = new Uint8Array(columns * columnSize);

  let next = Math.ceil(indexBytes / columnSize);
  const patches = items.map(({ identifier, tags, head, bytes }, at): QuiltPatch => {
    const startColumn = next;
    next += Math.ceil(sizes[at]! / columnSize);
    writeDown(quilt, matrix, startColumn, 0, head);
    writeDown(quilt, matrix, startColumn, head.length, bytes);
    return { identifier, tags, startColumn, endColumn: next };
  });
  const listed = index.serialize(patches.map((patch) => entry(patch.endColumn)(patch))).toBytes();
  const prefix = new Uint8Array(INDEX_PREFIX_BYTES);
  prefix[0] = QUILT_VERSION;
  new DataView(prefix.buffer).setUint32(1, listed.length, true);
  writeDown(quilt, matrix, 0, 0, prefix);
  writeDown(quilt, matrix, 0, INDEX_PREFIX_BYTES, listed);
  return { bytes: quilt, patches };
}

interface Item {
  readonly identifier: string;
  readonly tags: ReadonlyMap<string, string>;
  /** UTF-8 of the identifier. */
  readonly name: Uint8Array;
  /** Everything in front of the bytes. */
  readonly head: Uint8Array;
  readonly bytes: Uint8Array;
}

const entry =
  (endColumn: number) =>
  ({ identifier, tags }: Pick<Item, 'identifier' | 'tags'>) => ({ endColumn, identifier, tags });

function prepare({ identifier, bytes, tags: given = {} }: FileToQuilt): Item {
  const tags = new Map(given instanceof Map ? (given as ReadonlyMap<string, string>) : Object.entries(given));
  checkName(identifier);
  for (const text of [...tags.keys(), ...tags.values()]) {
    if (typeof text !== 'string' || hasLoneSurrogate(text))
      throw invalid(identifier, 'a tag is not text that has a UTF-8');
  }
  const name = Text.serialize(identifier).toBytes();
  const tagged = tags.size === 0 ? new Uint8Array() : Tags.serialize(tags).toBytes();
  if (name.length > MAX_NAME_BYTES)
    throw invalid(identifier, `the name takes more than ${MAX_NAME_BYTES} bytes`);
  if (tagged.length > MAX_TAGS_BYTES)
    throw invalid(identifier, `its tags take more than ${MAX_TAGS_BYTES} bytes`);
  const tagField = tags.size === 0 ? 0 : 2 + tagged.length;
  const head = new Uint8Array(FILE_HEADER_BYTES + 2 + name.length + tagField);
  const view = new DataView(head.buffer);
  const size = head.length - FILE_HEADER_BYTES + bytes.length;
  if (size >= 2 ** 32) throw tooLarge(`${bytes.length} bytes of "${identifier.slice(0, 64)}"`, { size });
  view.setUint8(0, QUILT_VERSION);
  view.setUint32(1, size, true);
  view.setUint8(5, tags.size === 0 ? 0 : HAS_TAGS);
  view.setUint16(FILE_HEADER_BYTES, name.length, true);
  head.set(name, FILE_HEADER_BYTES + 2);
  if (tags.size > 0) {
    view.setUint16(head.length - tagField, tagged.length, true);
    head.set(tagged, head.length - tagged.length);
  }
  return { identifier, tags, name: new TextEncoder().encode(identifier), head, bytes };
}

function checkName(identifier: string): void {
  if (typeof identifier !== 'string' || identifier === '')
    throw invalid(String(identifier), 'a file needs a name');
  if (identifier.trimEnd() !== identifier) throw invalid(identifier, 'the name ends with a blank');
  if (/\p{Cc}/u.test(identifier)) throw invalid(identifier, 'the name has a control character');
  if (hasLoneSurrogate(identifier))
    throw invalid(identifier, 'the name has a lone surrogate, which has no UTF-8');
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/**
 * The smallest even symbol with which parts of these sizes, the index first, fit into the columns: each part
 * has whole columns for itself, and the index 10 at most.
 */
function smallestSymbol(sizes: readonly number[], { nShards, rows, columns }: EncodingParameters): number {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const fits = (symbolSize: number) =>
    sizes.reduce((sum, size) => sum + Math.ceil(size / (symbolSize * rows)), 0) <= columns;
  let low = Math.max(
    Math.ceil(total / (rows * columns)),
    Math.ceil(sizes[0]! / (rows * MAX_INDEX_COLUMNS)),
    Math.ceil(INDEX_PREFIX_BYTES / rows),
  );
  let high = MAX_SYMBOL_SIZE;
  if (low > high || !fits(high)) {
    throw tooLarge(
      `${total} bytes in ${sizes.length - 1} files: more than ${nShards} shards hold in a quilt`,
      {
        total,
        nShards,
      },
    );
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return Math.ceil(low / 2) * 2;
}

function invalid(identifier: string, rule: string): EncodingError {
  const shown = identifier.slice(0, 64);
  return new EncodingError('INVALID_QUILT_FILE', `file ${JSON.stringify(shown)} of a quilt: ${rule}`, {
    identifier: shown,
  });
}

function tooLarge(what: string, values: Readonly<Record<string, unknown>>): EncodingError {
  return new EncodingError('QUILT_TOO_LARGE', what, values);
}
