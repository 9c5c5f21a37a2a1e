import { pino } from 'pino';
import type { BlobStore } from '@haulout/node';
import { createRot } from '../../node/src/store/verified/rot.js';
import { createVerifiedBlobs, type VerifiedBlobs } from '../../node/src/store/verified/verified-blobs.js';
import { N_SHARDS } from './blob-fixture.js';

/** What a store holds, verified; for parts of a node that are tested alone. */
export function verifiedBlobs(
  store: BlobStore,
  {
    cacheBytes = 1_000_000,
    onFound = () => undefined,
  }: {
    readonly cacheBytes?: number;
    /** Told of what has rotten. */
    readonly onFound?: (kind: 'metadata' | 'sliver') => void;
  } = {},
): VerifiedBlobs {
  const rot = createRot({
    logger: pino({ level: 'silent' }),
    onFound,
    lookAt: async () => undefined,
  });
  return createVerifiedBlobs({ store, rot, cacheBytes, nShards: async () => N_SHARDS });
}
