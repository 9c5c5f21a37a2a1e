/** Vectors of symbols, cut in parts on which a code works one after the other. */
import type { Shape } from './coding.js';

/** Words that are worked on at a time. */
export const LANES = 16;

/** A piece of a symbol is a whole number of chunks, of 32 words each. */
export const CHUNK_BYTES = 64;
export const CHUNK_WORDS = 32;

/** How much of the symbols of vectors goes through a transform at once. */
export interface Strip {
  /** Symbols at most, at least one. */
  readonly count: number;
  /** Bytes of a symbol at most. */
  readonly piece: number;
}

/** A part of vectors: of `count` symbols of each, from `first` on, `size` bytes from `start` on. */
export interface Part {
  readonly first: number;
  readonly count: number;
  readonly start: number;
  readonly size: number;
  /** Words of the part, with what is missing to whole lanes. */
  readonly width: number;
}

/** Cuts vectors in parts of at most so many bytes, or of a chunk. */
export function windowsOf(shape: Shape, most: number): Part[] {
  const count = Math.min(shape.count, Math.floor(most / shape.size));
  if (count > 0) return cutVectors(shape, { count, piece: shape.size });
  return cutVectors(shape, { count: 1, piece: Math.max(1, Math.floor(most / CHUNK_BYTES)) * CHUNK_BYTES });
}

/** Cuts vectors in strips. */
export function cutVectors(shape: Shape, strip: Strip): Part[] {
  const parts: Part[] = [];
  for (let first = 0; first < shape.count; first += strip.count) {
    const count = Math.min(strip.count, shape.count - first);
    for (let start = 0; start < shape.size; start += strip.piece) {
      const size = Math.min(strip.piece, shape.size - start);
      const width = Math.ceil(((size / 2) * count) / LANES) * LANES;
      parts.push({ first, count, start, size, width });
    }
  }
  return parts;
}
