import { InvalidArgument } from '../../base/errors.js';
import { withJson } from '../../base/json.js';
import type { StorageCommittee } from '../../chain/committee.js';
import { chanceAtLook, drawCells, looksFor, type ByHolders } from '../../evidence/index.js';
import { askCertified } from '../../nodes/ask-certified.js';
import { sampleCells, type AskedCell } from '../../nodes/sample-cells.js';
import type { StorageNetwork } from '../../nodes/settings.js';

/** Which blob to check, and how sure to be. */
export interface AvailabilityOptions {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** How sure to be, above 0 and below 1; default 1 - 1e-12. */
  readonly confidence?: number | undefined;
  /**
   * What is assumed of those who hold the blob: `whole` (default), that a shard has all of its slivers or
   * nothing; `chosen`, that they choose the cells they keep, which takes four times as many answers.
   */
  readonly holders?: keyof ByHolders | undefined;
  /** Aborts the call, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each answer. */
  readonly onProgress?: ((progress: AvailabilityProgress) => void) | undefined;
}

/** How far a check has come. */
export interface AvailabilityProgress {
  /** Cells whose answers are there, or will not come. */
  readonly answered: number;
  /** Cells that are asked for; more when some were not answered well. */
  readonly asked: number;
}

/** What a check has shown. */
export interface Availability {
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Whether it is as sure as was asked for. */
  readonly isConfident: boolean;
  /**
   * The most that the chance can be that this blob cannot be rebuilt although so many answers were good, for
   * either kind of holders.
   */
  readonly chanceOfLoss: ByHolders;
  /** Answers that were good. */
  readonly good: number;
  /** All cells that were asked for, each of another shard, and how each was answered. */
  readonly asked: readonly AskedCell[];
  /** Length of the blob in bytes, as its id commits to it; undefined when no answer was good. */
  readonly unencodedLength: number | undefined;
  /** Bytes of the answers. The question whether the blob is certified comes on top. */
  readonly downloadedBytes: number;
}

/**
 * Checks with a sample whether a committee has a blob: asks random distinct shards for a random cell each.
 * When some do not answer well, more shards are asked, at most all; see `looksFor` for how that is counted.
 *
 * @param random draws the sample; by default nobody can know it before
 * @throws as `HauloutClient.checkAvailability`
 */
export async function checkAvailability(
  network: StorageNetwork,
  committee: StorageCommittee,
  {
    blobId,
    confidence = DEFAULT_CONFIDENCE,
    holders = 'whole',
    requireCertified = true,
    random = unpredictable,
    signal,
    onProgress,
  }: AvailabilityOptions & {
    readonly requireCertified?: boolean | undefined;
    readonly random?: (() => number) | undefined;
  },
): Promise<Availability> {
  if (!(confidence > 0 && confidence < 1)) {
    throw new InvalidArgument(`a confidence of ${confidence}: it is above 0 and below 1`, { confidence });
  }
  if (requireCertified) await askCertified(network, committee, { blobId, signal });
  const { nShards } = committee;
  const chance = 1 - confidence;
  const order = drawCells(nShards, random);
  const asked: AskedCell[] = [];
  let [answered, downloadedBytes] = [0, 0];
  let unencodedLength: number | undefined;
  for (const [index, draws] of looksFor(nShards, chance, holders).entries()) {
    const more = await sampleCells(network, committee, {
      blobId,
      cells: order.slice(asked.length, draws),
      signal,
      onAsked: () => onProgress?.({ answered: ++answered, asked: draws }),
    });
    asked.push(...more.asked);
    downloadedBytes += more.downloadedBytes;
    unencodedLength ??= more.unencodedLength;
    const good = asked.filter(({ outcome }) => outcome === 'good').length;
    const chanceOfLoss = chanceAtLook(nShards, { look: index + 1, draws, good });
    const isConfident = chanceOfLoss[holders] <= chance;
    if (isConfident || draws === nShards) {
      const found = { isConfident, chanceOfLoss, good, asked, unencodedLength, downloadedBytes };
      return withJson({ blobId, ...found });
    }
  }
  throw new Error('the last look asks all shards');
}

const DEFAULT_CONFIDENCE = 1 - 1e-12;

/** Uniform in [0, 1), and unknown to the nodes: whoever knew the sample would keep only that. */
function unpredictable(): number {
  return globalThis.crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;
}
