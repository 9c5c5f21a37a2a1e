/**
 * The curve in use: JavaScript, and WebAssembly from when it has started. Nobody outside can tell the two
 * apart but by their speed.
 */
import { loadFastCurve } from '#fast-curve';
import type { Curve } from './curve.js';
import type { FastCurve } from './mcl.js';
import { noble } from './noble.js';

let fast: FastCurve | undefined;
let starting: Promise<void> | undefined;

/** Resolves when signatures are as fast as they can be here. Never rejects. */
export function blsReady(): Promise<void> {
  starting ??= loadFastCurve().then((loaded) => {
    fast = loaded;
  });
  return starting;
}

/** The curve to compute with now. */
export function currentCurve(): Curve {
  if (fast === undefined) void blsReady();
  return fast?.isOurs() === true ? fast.curve : noble;
}
