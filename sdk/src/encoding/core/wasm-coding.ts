import { place, type Code, type Coding, type Locator, type Scaled, type Shape } from './coding.js';
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

/** The transforms of the core in WebAssembly. */
export async function startWasmCoding(module: WebAssembly.Module): Promise<Coding> {
  const digests = 2 * MOST_SYMBOLS * DIGEST_BYTES;
  const instance = await Instance.of(module, LINE_BYTES + READ_BEHIND + digests + PLANES_BYTES);
  instance.writeTables();
  return new WasmCoding(instance);
}

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

  *interpolate(
    locator: Locator,
    received: readonly Uint8Array[],
    shape: Shape,
    sources: Uint8Array,
  ): Iterable<number> {
    if (locator.size > MOST_SYMBOLS) {
      yield* scriptCoding.interpolate(locator, received, shape, sources);
      return;
    }
    const windows = windowsOf(shape, Math.floor(LINE_BYTES / (received.length + locator.missing.length)));
    for (const [index, window] of windows.entries()) {
      yield index / windows.length;
      this.#interpolate(locator, received, { shape, window }, sources);
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

  /** What is in a window of the vectors. */
  #interpolate(
    locator: Locator,
    received: readonly Uint8Array[],
    { shape, window }: { readonly shape: Shape; readonly window: Part },
    sources: Uint8Array,
  ): void {
    const { core, bytes, free } = this.#instance;
    const { size: points, blocks, home, missing } = locator;
    const [part, sum] = this.#planes;
    const { size, count } = window;
    const row = size * count;
    const found = free + received.length * row;
    // Block after block.
    const inOrder = blocks.flatMap((block) => block.received);
    inOrder.forEach(({ position }, i) =>
      this.#read(received[position]!, { from: 0, vectors: 1 }, shape, window, free + i * row),
    );
    const places = this.#scratch;
    this.#writePlaces(places, [...inOrder, ...missing]);
    for (const { first, count: taken, start, size: piece, width } of partsOf(window, points)) {
      const grid = (at: number, rows: number): Grid => [
        at + first * size + start,
        row,
        size,
        piece,
        rows,
        taken,
      ];
      const clear = ({ low, high }: Planes): void =>
        void [low, high].forEach((plane) => bytes.fill(0, plane, plane + points * width));
      clear(sum);
      let at = 0;
      for (const block of blocks) {
        const { length } = block.received;
        const { low, high } = part;
        clear(part);
        core.gatherAt(...grid(free + at * row, length), low, high, width, places + at * PLACE_BYTES);
        core.ifft(low, high, width, points, block.start, block.first, block.filled);
        if (block.start === home) core.differentiate(low, high, width, points);
        core.add(sum.low, low, points * width);
        core.add(sum.high, high, points * width);
        at += length;
      }
      core.fft(sum.low, sum.high, width, points, home, locator.wanted);
      const wanted = places + at * PLACE_BYTES;
      core.scatterAt(sum.low, sum.high, width, ...grid(found, missing.length), wanted);
    }
    missing.forEach(({ index }, i) =>
      this.#write(sources, { from: index, vectors: 1 }, shape, window, found + i * row),
    );
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
      place(target, to, this.#instance.bytes.subarray(from + at, from + at + length));
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
