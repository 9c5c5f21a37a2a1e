/** Works on single slivers, and on missing rows of a blob, in one call of a core each. */
import type { Code, Locator, Shape } from '../core/coding.js';
import type { Core } from '../core/core.js';
import { DIGEST_BYTES } from '../core/hashing.js';
import { erasureDecoder, rootOver } from '../reed-solomon.js';
import type { Performer, Task } from './task.js';

/** Slivers of one code. */
export interface SliverSetting {
  readonly code: Code;
  /** Bytes of a symbol. */
  readonly size: number;
}

/** A sliver, from symbols of the given indices. */
export interface RecoverySetting extends SliverSetting {
  readonly indices: readonly number[];
}

/** Missing vectors, from the received ones. */
export interface InterpolationSetting {
  readonly locator: Locator;
  /** Bytes of the largest task. */
  readonly bytes: number;
}

/** Input: parts of the received vectors, block after block; output: the same parts of the missing ones. */
export interface InterpolationTask extends Task {
  readonly shape: Shape;
}

/** Input: slivers; output: their Merkle roots. */
export function startRoots(core: Core, { code, size }: SliverSetting): Performer<Task> {
  return performer((sources, root) => root.set(rootOver(core, code, sources, size)));
}

/** Bytes of all levels of a tree, leaves included. */
export function treeBytes(leafCount: number): number {
  let nodes = leafCount;
  let total = nodes;
  while (nodes > 1) total += nodes = Math.ceil(nodes / 2);
  return total * DIGEST_BYTES;
}

/** Input: a sliver; output: its recovery symbols, and all levels of the tree over all symbols. */
export function startSymbols(core: Core, { code, size }: SliverSetting): Performer<Task> {
  const length = (code.sources + code.recoveries) * size;
  return {
    perform({ input }, buffer) {
      const symbols = buffer.subarray(0, length);
      core.coding.extend(code, symbols.subarray(0, input), { size, count: 1 }, symbols.subarray(input));
      let level = core.hashing.leaves(symbols, size);
      let at = length;
      buffer.set(level, at);
      while (level.length > DIGEST_BYTES) {
        at += level.length;
        level = core.hashing.fold(level);
        buffer.set(level, at);
      }
    },
  };
}

/** Input: symbols of a sliver; output: the sliver, and its Merkle root. */
export function startRecovery(core: Core, { code, size, indices }: RecoverySetting): Performer<Task> {
  const decoder = erasureDecoder(code, indices);
  const length = code.sources * size;
  return performer((input, output) => {
    const symbols = indices.map((_, i) => input.subarray(i * size, (i + 1) * size));
    const sliver = output.subarray(0, length);
    decoder.recover(core.coding, symbols, { size, count: 1 }, sliver);
    output.set(rootOver(core, code, sliver, size), length);
  });
}

/** Missing vectors, a part at a time. */
export function startInterpolation(
  { coding }: Core,
  { locator, bytes }: InterpolationSetting,
): Performer<InterpolationTask> {
  const buffer = coding.buffer(bytes);
  return {
    buffer,
    perform: ({ shape, input, output }) =>
      coding.interpolate(locator, shape, buffer.subarray(0, input + output)),
  };
}

function performer(perform: (input: Uint8Array, output: Uint8Array) => void): Performer<Task> {
  return {
    perform: ({ input, output }, buffer) =>
      perform(buffer.subarray(0, input), buffer.subarray(input, input + output)),
  };
}
