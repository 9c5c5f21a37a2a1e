/** Slivers by name, and what a node has of those that it should have. */
import type { Axis } from '@haulout/sdk/encoding';
import type { PaperBlob } from './blobs.js';

export const AXES: readonly Axis[] = ['primary', 'secondary'];

/** A sliver that a node should have. */
export interface PaperSliver {
  readonly blob: PaperBlob;
  readonly shard: number;
  readonly axis: Axis;
}

export const bytesOf = ({ blob, axis }: PaperSliver): number => blob.sliverBytes[axis];

const nameOf = ({ blob, shard, axis }: PaperSliver): string => `${blob.number} ${shard} ${axis}`;

/** All slivers of blobs in shards. */
export function sliversOf(blobs: readonly PaperBlob[], shards: readonly number[]): PaperSliver[] {
  return blobs.flatMap((blob) =>
    shards.flatMap((shard) => AXES.map((axis): PaperSliver => ({ blob, shard, axis }))),
  );
}

/** The slivers that a node lacks. What it has is all the others of its shards. */
export class Lacking {
  readonly #slivers = new Map<string, PaperSliver>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  has(sliver: PaperSliver): boolean {
    return this.#slivers.size > 0 && this.#slivers.has(nameOf(sliver));
  }

  /** The node drops a sliver, or has never got it. */
  add(sliver: PaperSliver): void {
    const name = nameOf(sliver);
    if (this.#slivers.has(name)) return;
    this.#slivers.set(name, sliver);
    this.#bytes += bytesOf(sliver);
  }

  /** Takes slivers off that are of so many bytes together at most; returns how many bytes they are of. */
  fetch(budget: number, isWanted: (sliver: PaperSliver) => boolean): number {
    let fetched = 0;
    for (const [name, sliver] of this.#slivers) {
      const bytes = bytesOf(sliver);
      if (fetched + bytes > budget || !isWanted(sliver)) continue;
      fetched += bytes;
      this.#remove(name, bytes);
    }
    return fetched;
  }

  /** Nobody asks for these any more. */
  forget(isOver: (sliver: PaperSliver) => boolean): void {
    for (const [name, sliver] of this.#slivers) if (isOver(sliver)) this.#remove(name, bytesOf(sliver));
  }

  #remove(name: string, bytes: number): void {
    this.#slivers.delete(name);
    this.#bytes -= bytes;
  }
}
