import type { ChainView } from '../chain/chain-view.js';

/**
 * Whether a round that is not over asks for a blob: then its slivers stay, also when nobody pays for them any
 * more. Deletion excuses nothing.
 */
export async function isAskedFor({ rounds }: ChainView, blobId: Uint8Array): Promise<boolean> {
  const last = await rounds?.last();
  if (last === undefined || last.isOver) return false;
  const set = await rounds!.set(last.round);
  return set?.find(blobId) !== undefined;
}
