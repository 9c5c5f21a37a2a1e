import { receivedOrder, type Code, type Coding, type Locator, type Scaled, type Shape } from './coding.js';
import { DIGEST_BYTES } from './hashing.js';
import { Instance, type Grid } from './instance.js';
import { CHUNK_WORDS, cutVectors, windowsOf, type Part } from './parts.js';
import { scriptCoding } from './script-coding.js';
import {
  extendVectors,
  planesAt,
  PLANES_BYTES,
  stripOf,
  TRANSFORM_WORDS,
  type Planes,
} from './wasm-transform.js';

/** Bytes of a line of symbols that is hashed, and of parts of vectors that go in or come out. */
const LINE_BYTES = 1 << 22;
/** Bytes of a vector's place: its point and its factor. */
const PLACE_BYTES = 8;
/** Larger transforms have no room for a chunk of each vector; they are left to JavaScript. */
const MOST_SYMBOLS = TRANSFORM_WORDS / CHUNK_WORDS;
/** Bytes behind a symbol that may be read when it is hashed. */
const READ_BEHIND = 128;

/** Bytes that transforms need. */
export const CODING_BYTES = LINE_BYTES + READ_BEHIND + PLANES_BYTES + 2 * MOST_SYMBOLS * DIGEST_BYTES;

/** The transforms of the core in WebAssembly. */
export const wasmCoding = (instance: Instance): Coding => new WasmCoding(instance);

class WasmCoding implements Coding {
  readonly #instance: Instance;
  readonly #planes: readonly [Planes, Planes];
  /** Digests, or places of vectors. */
  readonly #scratch: number;

  constructor(instance: Instance) {
    const planes = instance.free + LINE_BYTES + READ_BEHIND;
    this.#instance = instance;
    this.#planes = planesAt(planes);
    this.#scratch = planes + PLANES_BYTES;
  }

  extend(code: Code, sources: Uint8Array, shape: Shape, recovery: Uint8Array): void {
    if (code.block > MOST_SYMBOLS) return scriptCoding.extend(code, sources, shape, recovery);
    const { core, free } = this.#instance;
    for (const part of partsOf(shape, code.block)) {
      const { size, count, width } = part;
      const grid = (vectors: number): Grid => [free, size * count, size, size, vectors, count];
      extendVectors(core, code, this.#planes, {
        width,
        load: (from, vectors, { low, high }) => {
          this.#read(sources, { from, vectors }, shape, part, free);
          core.gather(...grid(vectors), low, high, width);
        },
        save: (from, vectors, { low, high }) => {
          core.scatter(low, high, width, ...grid(vectors));
          this.#write(recovery, { from, vectors }, shape, part, free);
        },
      });
    }
  }

  buffer(bytes: number): Uint8Array {
    const { free, bytes: memory } = this.#instance;
    return bytes > LINE_BYTES ? new Uint8Array(bytes) : memory.subarray(free, free + bytes);
  }

  interpolate(locator: Locator, shape: Shape, vectors: Uint8Array): void {
    if (locator.size > MOST_SYMBOLS) return scriptCoding.interpolate(locator, shape, vectors);
    const { bytes, free } = this.#instance;
    const [received, missing] = [receivedOrder(locator).length, locator.missing.length];
    this.#writePlaces(this.#scratch, [
      ...locator.blocks.flatMap((block) => block.received),
      ...locator.missing,
    ]);
    if (vectors.buffer === bytes.buffer) {
      this.#interpolate(locator, vectors.byteOffset, shape);
      return;
    }
    const length = shape.size * shape.count;
    const found = vectors.subarray(received * length);
    for (const window of windowsOf(shape, Math.floor(LINE_BYTES / (received + missing)))) {
      const { size, count } = window;
      this.#read(vectors, { from: 0, vectors: received }, shape, window, free);
      this.#interpolate(locator, free, { size, count });
      this.#write(found, { from: 0, vectors: missing }, shape, window, free + received * size * count);
    }
  }

  rootOver(code: Code, sources: Uint8Array, size: number): Uint8Array | undefined {
    const total = code.sources + code.recoveries;
    if (total * size > LINE_BYTES || code.block > MOST_SYMBOLS || total > 2 * MOST_SYMBOLS) return undefined;
    const { core, bytes, free: line } = this.#instance;
    bytes.set(sources, line);
    for (const { start, size: piece, width } of partsOf({ size, count: 1 }, code.block)) {
      const grid = (first: number, vectors: number): Grid => [
        line + first * size + start,
        size,
        piece,
        piece,
        vectors,
        1,
      ];
      extendVectors(core, code, this.#planes, {
        width,
        load: (from, vectors, { low, high }) => core.gather(...grid(from, vectors), low, high, width),
        save: (from, vectors, { low, high }) =>
          core.scatter(low, high, width, ...grid(code.sources + from, vectors)),
      });
    }
    // Levels of the tree take the place of their own leaves.
    core.hashGrid(line, 0, size, size, 1, total, this.#scratch, 0);
    core.root(this.#scratch, total, DIGEST_BYTES, this.#scratch);
    return this.#instance.digestAt(this.#scratch);
  }

  /** The same for vectors in the memory of the core, from `at` on; their places are in the scratch. */
  #interpolate(locator: Locator, at: number, shape: Shape): void {
    const { core } = this.#instance;
    const { size: points, blocks, home, missing } = locator;
    const [part, sum] = this.#planes;
    const row = shape.size * shape.count;
    for (const { first, count, start, size, width } of partsOf(shape, points)) {
      let from = at + first * shape.size + start;
      let places = this.#scratch;
      const grid = (rows: number): Grid => [from, row, shape.size, size, rows, count];
      this.#clear(sum, points * width);
      for (const block of blocks) {
        const { low, high } = part;
        const { length } = block.received;
        this.#clear(part, points * width);
        core.gatherAt(...grid(length), low, high, width, places);
        core.ifft(low, high, width, points, block.start, block.first, block.filled);
        if (block.start === home) core.differentiate(low, high, width, points);
        core.add(sum.low, low, points * width);
        core.add(sum.high, high, points * width);
        from += length * row;
        places += length * PLACE_BYTES;
      }
      core.fft(sum.low, sum.high, width, points, home, locator.wanted);
      core.scatterAt(sum.low, sum.high, width, ...grid(missing.length), places);
    }
  }

  #clear({ low, high }: Planes, size: number): void {
    for (const plane of [low, high]) this.#instance.bytes.fill(0, plane, plane + size);
  }

  /** Where vectors sit among the points, as `gatherAt` takes them. */
  #writePlaces(at: number, places: readonly Scaled[]): void {
    const words = new Uint32Array(this.#instance.bytes.buffer, at, 2 * places.length);
    places.forEach(({ point, factor }, i) => words.set([point, factor], 2 * i));
  }

  /** A part of some vectors, into the memory of the core. */
  #read(source: Uint8Array, vectors: Vectors, shape: Shape, part: Part, to: number): void {
    for (const [at, from, length] of piecesOf(vectors, shape, part))
      this.#instance.bytes.set(source.subarray(from, from + length), to + at);
  }

  /** A part of some vectors, out of the memory of the core. */
  #write(target: Uint8Array, vectors: Vectors, shape: Shape, part: Part, from: number): void {
    for (const [at, to, length] of piecesOf(vectors, shape, part))
      target.set(this.#instance.bytes.subarray(from + at, from + at + length), to);
  }
}

/** Vectors that follow each other. */
interface Vectors {
  readonly from: number;
  readonly vectors: number;
}

/** Pieces of a part of vectors: where they are among pieces alone, among all bytes, and how long they are. */
function* piecesOf(
  { from, vectors }: Vectors,
  shape: Shape,
  { first, count, start, size }: Part,
): Iterable<readonly [number, number, number]> {
  const vectorBytes = shape.size * shape.count;
  const length = count * size;
  // What lies side by side in both goes as one.
  const isWhole = length === vectorBytes;
  const [pieces, bytes] = isWhole ? [1, vectors * length] : [vectors, length];
  for (let i = 0; i < pieces; i++)
    yield [i * bytes, (from + i) * vectorBytes + first * shape.size + start, bytes];
}

/** Cuts vectors in parts with which a transform of `points` vectors stays in the cache. */
const partsOf = (shape: Shape, points: number): Part[] => cutVectors(shape, stripOf(shape, points));
