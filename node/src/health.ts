import type { Timers } from '@haulout/sdk/base';
import { publicKeyOf } from '@haulout/sdk/operator';
import type { ChainView } from './chain/chain-view.js';
import type { Duties } from './duties/duties.js';
import type { Scrub } from './scrub/scrub.js';
import type { EndedScrubPass, ScrubPass } from './scrub/scrub-record.js';
import type { BlobStore } from './store/blob-store.js';
import type { StoreFailureCode } from './store/store-failure.js';

/** A node's account of itself, in the field names of the storage node API and with a few of its own. */
export interface Health {
  readonly uptime: { readonly secs: number; readonly nanos: number };
  readonly epoch: number;
  /** BLS12-381 public key in base64. */
  readonly publicKey: string;
  /** `Active`: it has shards in this epoch. */
  readonly nodeStatus: 'Active' | 'Standby';
  readonly shardSummary: { readonly owned: number };
  readonly storage: { readonly usedBytes: number; readonly capacityBytes: number | null };
  /** Blobs on the queue of duties; not counted beyond 1000. Null when they cannot be read. */
  readonly pendingDuties: number | null;
  /** The walk over everything that is stored: the last pass that has ended, and the one under way. */
  readonly scrub: { readonly last: EndedScrubPass | null; readonly pass: ScrubPass | null };
  /** What is wrong with the node's store, and for how many seconds it has been so; absent for nothing. */
  readonly degraded?: Degraded | undefined;
}

/** Why a node cannot do all that it should. */
interface Degraded {
  readonly reason: StoreFailureCode;
  readonly message: string;
  readonly secs: number;
}

/** Makes the function that answers for a node's health since now. */
export function healthReporter({
  store,
  chain,
  duties,
  scrub,
  secretKey,
  timers,
}: {
  readonly store: BlobStore;
  readonly chain: ChainView;
  readonly duties: Duties;
  readonly scrub: Pick<Scrub, 'report'>;
  readonly secretKey: Uint8Array;
  readonly timers: Timers;
}): () => Promise<Health> {
  const openedAt = timers.now();
  const publicKey = Buffer.from(publicKeyOf(secretKey)).toString('base64');
  const degraded = async (): Promise<Degraded | undefined> => {
    const trouble = await store.trouble();
    if (trouble === undefined) return undefined;
    const { failure, sinceMs } = trouble;
    return {
      reason: failure.code,
      message: failure.inShort,
      secs: Math.floor((timers.now() - sinceMs) / 1000),
    };
  };
  return async () => {
    const { epoch, shards } = await chain.assignment();
    const { usedBytes, capacityBytes } = store.usage();
    const { last, pass } = scrub.report();
    const up = timers.now() - openedAt;
    const secs = Math.floor(up / 1000);
    return {
      uptime: { secs, nanos: Math.floor((up - secs * 1000) * 1e6) },
      epoch,
      publicKey,
      nodeStatus: shards.length > 0 ? 'Active' : 'Standby',
      shardSummary: { owned: shards.length },
      storage: { usedBytes, capacityBytes: capacityBytes ?? null },
      pendingDuties: await duties.pending(1000).catch(() => null),
      scrub: { last: last ?? null, pass: pass ?? null },
      degraded: await degraded(),
    };
  };
}
