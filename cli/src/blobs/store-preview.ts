/** What storing files would cost, before anything is signed. */
import type { HauloutClient, PreviewOptions, StorePreview } from '@haulout/sdk/client';
import { buildQuilt } from '@haulout/sdk/encoding';
import { filesOf, type Content } from './content.js';

/** How the files would be stored, and by whom. */
export interface PreviewTerms extends Omit<PreviewOptions, 'bytes'> {
  readonly nShards: number;
  readonly isQuilt: boolean;
}

/**
 * One preview for a blob or a quilt; for many blobs, one for each as if it were stored alone, on storage that
 * is bought: together they begin fewer units, so that it is the most that they can cost.
 */
export async function previewOf(
  haulout: HauloutClient,
  contents: readonly Content[],
  { nShards, isQuilt, ...terms }: PreviewTerms,
): Promise<StorePreview[]> {
  if (isQuilt) {
    const { bytes } = buildQuilt(await filesOf(contents), { nShards });
    return [await haulout.previewStore({ ...terms, bytes: bytes.length })];
  }
  const useStorage = terms.useStorage && contents.length === 1;
  const previews: StorePreview[] = [];
  for (const { size } of contents)
    previews.push(await haulout.previewStore({ ...terms, useStorage, bytes: size }));
  return previews;
}
