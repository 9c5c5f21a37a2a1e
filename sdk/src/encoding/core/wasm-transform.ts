import type { Code, Shape } from './coding.js';
import type { Exports } from './instance.js';
import { CHUNK_BYTES, CHUNK_WORDS, LANES, type Strip } from './parts.js';

/** Words of a transform: each is in two planes of bytes. */
export const TRANSFORM_WORDS = 1 << 18;
/** Words of a transform that stay in the processor's second-level cache. */
const CACHED_WORDS = 1 << 17;

/** Words as the transform has them: low bytes, and high bytes behind them. */
export interface Planes {
  readonly low: number;
  readonly high: number;
}

/** Two pairs of planes of `TRANSFORM_WORDS` from an address on; they take `PLANES_BYTES`. */
export const planesAt = (at: number): readonly [Planes, Planes] => [
  { low: at, high: at + TRANSFORM_WORDS },
  { low: at + 2 * TRANSFORM_WORDS, high: at + 3 * TRANSFORM_WORDS },
];
export const PLANES_BYTES = 4 * TRANSFORM_WORDS;

/** Words of each of `size` vectors with which a transform stays in the cache: a multiple of `lanes`. */
function cachedWidth(size: number, lanes: number): number {
  return Math.max(lanes, Math.floor(CACHED_WORDS / size / lanes) * lanes);
}

/** The strip of vectors of `count` symbols with which a transform of `points` vectors stays in the cache. */
export function stripOf({ size, count }: Shape, points: number): Strip {
  const words = cachedWidth(points, CHUNK_WORDS);
  const width = size / 2;
  if (width <= words) return { count: Math.min(count, Math.floor(words / width)), piece: size };
  // Rather a little more than a small rest.
  if (width <= 2 * words - LANES && 2 * words * points <= TRANSFORM_WORDS) return { count: 1, piece: size };
  return { count: 1, piece: (words / CHUNK_WORDS) * CHUNK_BYTES };
}

/** Where the vectors of a code come from, and where they go; each has `width` words, a multiple of 16. */
export interface Vectors {
  readonly width: number;
  /** Puts sources `from` to `from + count - 1` in planes. */
  load(from: number, count: number, to: Planes): void;
  /** Takes recovery symbols `from` to `from + count - 1` from planes. */
  save(from: number, count: number, planes: Planes): void;
}

/** All recovery symbols of a code from its sources. */
export function extendVectors(
  core: Exports,
  code: Code,
  [first, second]: readonly [Planes, Planes],
  vectors: Vectors,
): void {
  const { sources, recoveries, block, rate } = code;
  const { width } = vectors;
  const bytes = new Uint8Array(core.memory.buffer);
  const load = (from: number, count: number): void => {
    vectors.load(from, count, first);
    for (const plane of [first.low, first.high]) bytes.fill(0, plane + count * width, plane + block * width);
  };
  if (rate === 'low') {
    load(0, sources);
    core.ifft(first.low, first.high, width, block, 0, 0, sources);
    for (let done = 0; done < recoveries; done += block) {
      const wanted = Math.min(block, recoveries - done);
      for (const plane of ['low', 'high'] as const)
        bytes.copyWithin(second[plane], first[plane], first[plane] + block * width);
      core.fft(second.low, second.high, width, block, block + done, wanted);
      vectors.save(done, wanted, second);
    }
    return;
  }
  for (const plane of [second.low, second.high]) bytes.fill(0, plane, plane + block * width);
  for (let done = 0; done < sources; done += block) {
    const filled = Math.min(block, sources - done);
    load(done, filled);
    core.ifft(first.low, first.high, width, block, block + done, 0, filled);
    core.add(second.low, first.low, block * width);
    core.add(second.high, first.high, block * width);
  }
  core.fft(second.low, second.high, width, block, 0, recoveries);
  vectors.save(0, recoveries, second);
}
