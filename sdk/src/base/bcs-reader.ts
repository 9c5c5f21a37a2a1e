/**
 * Reading BCS that a stranger sent.
 *
 * The library's reader trusts lengths: it may read behind the end of a view into the buffer around it,
 * reserve memory for as many elements as the bytes claim, and follow a length prefix without end. This one
 * refuses all three, and bytes left over.
 */
import { BcsReader, BcsType } from '@mysten/bcs';
import { HauloutError } from './errors.js';

/** Bytes are not the BCS of what was asked for, or too many. */
export class MalformedBytes extends HauloutError<'MALFORMED_BYTES'> {
  constructor(message: string, values: Readonly<Record<string, unknown>>, cause?: unknown) {
    super({ code: 'MALFORMED_BYTES', message, values, cause });
  }
}

/**
 * Parses bytes that must hold one value and nothing else.
 *
 * @param limit most bytes that the value can have
 * @returns the value; byte arrays in it are views of `bytes`
 * @throws MalformedBytes
 */
export function parseExactly<T>(
  type: { readonly name: string; read(reader: BcsReader): T },
  bytes: Uint8Array,
  limit: number,
): T {
  const refuse = (what: string, cause?: unknown): MalformedBytes =>
    new MalformedBytes(`${type.name}: ${what}`, { type: type.name, length: bytes.length, limit }, cause);
  if (bytes.length > limit) throw refuse(`${bytes.length} bytes, the limit is ${limit}`);
  const reader = new BoundedReader(bytes);
  let value: T;
  try {
    value = type.read(reader);
  } catch (cause) {
    throw refuse(`${bytes.length} bytes are not its BCS`, cause);
  }
  if (reader.remaining > 0) throw refuse(`${reader.remaining} bytes left over`);
  return value;
}

/** A BCS vector with at most `limit` elements. */
export function boundedVector<T, Input>(
  type: BcsType<T, Input>,
  limit: number,
): BcsType<T[], readonly Input[]> {
  return new BcsType<T[], readonly Input[]>({
    name: `vector<${type.name}>`,
    read(reader) {
      const count = reader.readULEB();
      if (count > limit) throw new RangeError(`${count} elements, the limit is ${limit}`);
      const elements: T[] = [];
      for (let i = 0; i < count; i++) elements.push(type.read(reader));
      return elements;
    },
    write(elements, writer) {
      writer.writeULEB(elements.length);
      for (const element of elements) type.write(element, writer);
    },
  });
}

class BoundedReader extends BcsReader {
  remaining: number;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.remaining = bytes.length;
  }

  /** Every read ends here, so this is where what remains is counted. */
  override shift(bytes: number): this {
    this.remaining -= bytes;
    return super.shift(bytes);
  }

  override readBytes(count: number): Uint8Array {
    if (count > this.remaining) throw new RangeError(`${count} bytes wanted, ${this.remaining} left`);
    return super.readBytes(count);
  }

  override readULEB(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.read8();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) {
        if (byte === 0 && shift > 0) break;
        if (value > 0xffffffff) break;
        return value;
      }
    }
    throw new RangeError('not a canonical ULEB128 of 32 bits');
  }
}
