/** How far a store has come: for people, and for machines. */
import type { StoreManyProgress, StoreProgress } from '@haulout/sdk/client';
import { writeJson } from '../command-line.js';

/** Each phase once for people; for machines also each twentieth of it. */
export function progressOf(json: boolean): (progress: StoreProgress) => void {
  return reporter(json, shareOf);
}

/** The same for many blobs. */
export function progressOfMany(json: boolean): (progress: StoreManyProgress) => void {
  return reporter(json, ({ done, blobs }) => done / Math.max(1, blobs));
}

function reporter<T extends { readonly phase: string }>(
  json: boolean,
  share: (progress: T) => number,
): (progress: T) => void {
  let last: string | undefined;
  return (progress) => {
    const step = json ? `${progress.phase} ${Math.floor(20 * share(progress))}` : progress.phase;
    if (step === last) return;
    last = step;
    if (json) writeJson({ kind: 'progress', ...progress });
    else console.error(`${progress.phase} ...`);
  };
}

/** How much of a phase is done, from 0 to 1. An upload is done when a quorum has confirmed it. */
function shareOf(progress: StoreProgress): number {
  if (progress.phase === 'encoding') return progress.bytesDone / Math.max(1, progress.bytesTotal);
  if (progress.phase !== 'uploading') return 0;
  const { bytesTaken, bytesTotal, confirmed, needed } = progress;
  return (bytesTaken / bytesTotal + Math.min(1, confirmed / needed)) / 2;
}
