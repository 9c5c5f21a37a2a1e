import { withJson } from '../../base/json.js';
import { blobIdFromString, quiltPatchIdToString, type QuiltPatch } from '../../encoding/index.js';

/** A file of a stored quilt. */
export interface FileEntry {
  /** Names the file in the whole network, 50 characters of URL-safe base64. */
  readonly patchId: string;
  /** The blob that is the quilt. */
  readonly blobId: string;
  /** The file's name in the quilt. */
  readonly identifier: string;
  /** Values by key. */
  readonly tags: ReadonlyMap<string, string>;
}

/** A file of a quilt as users see it. */
export function fileEntry(
  blobId: string,
  { identifier, tags, startColumn, endColumn }: QuiltPatch,
): FileEntry {
  const patchId = quiltPatchIdToString({ quiltId: blobIdFromString(blobId), startColumn, endColumn });
  return withJson({ patchId, blobId, identifier, tags });
}
