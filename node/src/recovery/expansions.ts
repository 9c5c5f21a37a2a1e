import { isHauloutError } from '@haulout/sdk/base';
import {
  metadataLayout,
  pairOfSliver,
  parseSliver,
  type BlobMetadata,
  type SliverName,
} from '@haulout/sdk/encoding';
import { openSliver, type OpenSliver } from '@haulout/sdk/evidence';
import type { FairQueue } from '../fair/fair-queue.js';
import { sharedWork } from '../fair/shared.js';
import { hex } from '../hex.js';
import type { BlobStore } from '../store/blob-store.js';

/** A blob whose slivers are wanted. */
export interface BlobOfSlivers {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Its metadata. */
  readonly metadata: BlobMetadata;
}

/**
 * Stored slivers, expanded and compared with the metadata, for those who ask for their symbols. To expand one
 * costs far more than to read and to send it, so it is done once for all who ask.
 */
export interface Expansions {
  /**
   * The sliver with all its symbols, their tree and its opening; undefined when it is not stored as it was
   * committed to.
   *
   * @param peer who asks
   * @throws ServiceError TOO_MANY_REQUESTS
   */
  open(peer: string, blob: BlobOfSlivers, name: SliverName): Promise<OpenSliver | undefined>;
}

/** What expansions are made with. */
export interface ExpansionParts {
  readonly hasSliver: BlobStore['hasSliver'];
  readonly readSliver: BlobStore['getSliver'];
  readonly work: FairQueue;
  /** Most bytes of expanded slivers that are kept; default 128 MiB. */
  readonly maxBytes?: number | undefined;
  /** Told of each sliver that is expanded. */
  readonly onExpanded?: (() => void) | undefined;
}

const MAX_BYTES = 128 * 1024 * 1024;

/** Makes the expansions of a node that has just been opened. */
export function createExpansions({
  hasSliver,
  readSliver,
  work,
  maxBytes = MAX_BYTES,
  onExpanded,
}: ExpansionParts): Expansions {
  const shared = sharedWork<OpenSliver>({ work, maxBytes, sizeOf });

  return {
    async open(peer, { blobId, metadata }, { axis, index }) {
      const layout = metadataLayout(metadata);
      const place = { pairIndex: pairOfSliver(axis, index, layout.nShards), axis };
      // One that was removed is not given, whether or not it is in memory.
      if (!(await hasSliver(blobId, place))) return undefined;
      return shared(peer, `${hex(blobId)}/${axis}/${index}`, async () => {
        const bytes = await readSliver(blobId, place);
        if (bytes === undefined) return undefined;
        onExpanded?.();
        try {
          return openSliver(parseSliver(bytes, axis, layout), metadata);
        } catch (error) {
          // What has rotten is not here.
          if (isHauloutError(error)) return undefined;
          throw error;
        }
      });
    },
  };
}

function sizeOf({ symbols, tree }: OpenSliver): number {
  return tree.levels.reduce((bytes, level) => bytes + level.length, symbols.length);
}
