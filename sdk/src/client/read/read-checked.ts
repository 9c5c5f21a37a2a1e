/** Reading a whole blob with the strict check, in memory or outside of it. */
import { eitherSignal } from '../../base/abort.js';
import { isHauloutError } from '../../base/errors.js';
import { paceProgress } from '../../base/progress.js';
import type { StorageCommittee } from '../../chain/committee.js';
import {
  blobIdFromString,
  blobLayout,
  decodeBlob,
  decodeStream,
  sliverBytes,
  type DecodedBlob,
  type OpenScratch,
  type PaceOptions,
  type StreamDecoding,
} from '../../encoding/index.js';
import { fetchSlivers, gatherSlivers, type SliversQuery } from '../../nodes/fetch-slivers.js';
import type { StorageNetwork } from '../../nodes/settings.js';
import { BlobInconsistent } from '../errors.js';
import { certifiedMetadata, type ReadOptions } from './read-blob.js';

/** How far the strict read of a blob has come. */
export type ReadProgress =
  | {
      /** Slivers are fetched. */
      readonly phase: 'fetching';
      /** Bytes of slivers that are there and verified. */
      readonly bytesDone: number;
      /** Bytes of slivers that are needed, about the blob's. */
      readonly bytesTotal: number;
    }
  | {
      /** The blob is decoded, and encoded again. */
      readonly phase: 'checking';
      /** Bytes of the blob, by the share of the work that is done. */
      readonly bytesDone: number;
      /** Bytes of the blob. */
      readonly bytesTotal: number;
    };

/** What to read, and where it is kept meanwhile. */
export interface CheckedReadOptions extends Omit<ReadOptions, 'consistency'> {
  /** Where a large blob is kept until the stream has ended. Without it all of it is kept in memory. */
  readonly scratch?: OpenScratch | undefined;
  /** A blob of no more bytes is kept in memory all the same; default 16 MiB. */
  readonly memory?: number | undefined;
  /** Told how far it has come. */
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

const MEMORY_BYTES = 16 * 1024 * 1024;

/**
 * Gathers, decodes and strictly checks a blob, to be read from where it is kept. Has to be closed.
 *
 * @throws as `readBlob`; what the scratch throws
 */
export async function openChecked(
  network: StorageNetwork,
  committee: StorageCommittee,
  options: CheckedReadOptions,
): Promise<DecodedBlob> {
  const { blobId, scratch, memory = MEMORY_BYTES, signal } = options;
  const progress = paceProgress(network.timers, options.onProgress);
  const metadata = await certifiedMetadata(network, committee, options);
  const bytesTotal = metadata.unencodedLength;
  const layout = blobLayout(committee.nShards, bytesTotal);
  const each = sliverBytes(layout, 'primary');
  const query: SliversQuery = {
    blobId,
    metadata,
    signal,
    onSliver: (count) =>
      progress.report({ phase: 'fetching', bytesDone: count * each, bytesTotal: layout.rows * each }),
  };
  const checking: PaceOptions = {
    signal,
    onProgress: (done) =>
      progress.report({ phase: 'checking', bytesDone: Math.round(done * bytesTotal), bytesTotal }),
  };
  const what = { blobId: blobIdFromString(blobId), metadata };
  try {
    if (scratch === undefined || bytesTotal <= memory) {
      const { slivers } = await fetchSlivers(network, committee, query);
      const bytes = await decodeBlob(slivers, { ...what, ...checking });
      progress.flush();
      return inMemory(bytes);
    }
    const decoding = await decodeStream({ ...what, scratch });
    await gatherInto(decoding, { network, committee, query });
    const decoded = await decoding.finish(checking);
    progress.flush();
    return decoded;
  } catch (error) {
    if (isHauloutError(error, 'INCONSISTENT_BLOB')) throw new BlobInconsistent(blobId, error);
    throw error;
  }
}

/** Where slivers come from, and which. */
interface Gathering {
  readonly network: StorageNetwork;
  readonly committee: StorageCommittee;
  readonly query: SliversQuery;
}

/** Gathers as many slivers as decoding takes. Whatever fails closes the decoding. */
async function gatherInto(decoding: StreamDecoding, { network, committee, query }: Gathering): Promise<void> {
  const broken = new AbortController();
  try {
    await gatherSlivers(network, committee, {
      ...query,
      signal: eitherSignal(query.signal, broken.signal),
      async keep(sliver, attemptSignal) {
        const isTaken = await decoding.add(sliver).catch((error: unknown) => {
          // No node is to blame for it.
          broken.abort(error);
          throw error;
        });
        // Enough are on their way to the scratch: this one is not wanted any more once they are there.
        if (!isTaken) await aborted(attemptSignal);
      },
    });
  } catch (error) {
    await decoding.close().catch(() => undefined);
    throw error;
  }
}

/** Rejects when the signal aborts, and never before. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

function inMemory(bytes: Uint8Array): DecodedBlob {
  return {
    length: bytes.length,
    read: async (start, end) => bytes.subarray(start, end),
    close: async () => undefined,
  };
}
