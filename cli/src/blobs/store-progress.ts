/** How far a store has come: for people, and for machines. */
import type { StoreManyProgress, StoreProgress } from '@haulout/sdk/client';
import { writeJson } from '../command-line.js';
import type { BarState } from './bar-line.js';
import { Bars, hasTerminal } from './bars.js';

/** Who is told of progress. */
export interface Reporter<T> {
  readonly report: (progress: T) => void;
  /** Waits for what is reported about; then no bar is left that moves. */
  during<R>(work: Promise<R>): Promise<R>;
}

/**
 * Bars on a terminal; else each phase once for people, and for machines also each twentieth of it.
 */
export function progressOf(json: boolean): Reporter<StoreProgress> {
  return reporter(json, { shareOf, barOf });
}

/** The same for many blobs. */
export function progressOfMany(json: boolean): Reporter<StoreManyProgress> {
  return reporter(json, {
    shareOf: ({ done, blobs }) => done / Math.max(1, blobs),
    barOf: ({ phase, done, blobs }) => ({ label: phase, done, total: blobs, unit: 'blobs' }),
  });
}

/** What reports are made of. */
interface Views<T> {
  /** How much of a phase is done, from 0 to 1. */
  readonly shareOf: (progress: T) => number;
  /** Undefined for a phase that has no bar. */
  readonly barOf: (progress: T) => BarState | undefined;
}

function reporter<T extends { readonly phase: string }>(
  json: boolean,
  { shareOf: share, barOf: bar }: Views<T>,
): Reporter<T> {
  const bars = !json && hasTerminal() ? new Bars() : undefined;
  let last: string | undefined;
  return {
    report(progress) {
      const state = bars && bar(progress);
      if (state !== undefined) return bars!.show(state);
      const step = json ? `${progress.phase} ${Math.floor(20 * share(progress))}` : progress.phase;
      if (step === last) return;
      last = step;
      bars?.end();
      if (json) writeJson({ kind: 'progress', ...progress });
      else console.error(`${progress.phase} ...`);
    },
    during: (work) => work.finally(() => bars?.end()),
  };
}

/** An upload is done when a quorum has confirmed it. */
function shareOf(progress: StoreProgress): number {
  if (progress.phase === 'encoding') return progress.bytesDone / Math.max(1, progress.bytesTotal);
  if (progress.phase !== 'uploading') return 0;
  const { bytesTaken, bytesTotal, confirmed, needed } = progress;
  return (bytesTaken / bytesTotal + Math.min(1, confirmed / needed)) / 2;
}

/** Bytes that are encoded, and those that all nodes have taken: some are left out when a quorum confirms. */
function barOf(progress: StoreProgress): BarState | undefined {
  if (progress.phase === 'encoding') {
    const { phase, bytesDone, bytesTotal } = progress;
    return { label: phase, done: bytesDone, total: bytesTotal, unit: 'bytes' };
  }
  if (progress.phase !== 'uploading') return undefined;
  const { phase, bytesTaken, bytesTotal, nodesConfirmed, nodes } = progress;
  const note = `${nodesConfirmed}/${nodes} nodes`;
  return { label: phase, done: bytesTaken, total: bytesTotal, unit: 'bytes', note };
}
