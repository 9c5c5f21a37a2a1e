/**
 * Whether an upload may have been paid already, without a certificate. To find out costs a request for each
 * 50 blob objects of a key, and a publisher may own very many: so it is looked once, when a key pays first,
 * and later only for uploads that have failed.
 */
import type { Signer } from '@mysten/sui/cryptography';
import { listBlobObjects } from '@haulout/sdk/chain';
import type { HauloutClient } from '@haulout/sdk/client';

/** How an upload has ended: all of it, all but that it was shared, or neither. */
type Ending = 'done' | 'unshared' | 'failed';

/** What is known of interrupted uploads. */
export interface Interrupted {
  /** Whether a key may have a registration that this upload can go on with. */
  mayBe(signer: Signer, digest: Uint8Array): Promise<boolean>;
  /** Whether an upload is stored, and was to be shared, which has failed. */
  isUnshared(digest: Uint8Array): boolean;
  /** Notes how an upload has ended. */
  ended(digest: Uint8Array, how: Ending): void;
}

/** Uploads that have failed and are remembered; with more, each upload may be one of them. */
const MOST = 10_000;

/** Begins to note. */
export function interruptedUploads(haulout: HauloutClient): Interrupted {
  /** By address: whether it had a registration without a certificate when it paid first. */
  const atFirst = new Map<string, Promise<boolean>>();
  const failed = new Set<string>();
  const unshared = new Set<string>();
  let areTooMany = false;

  const hasLeftover = async (owner: string): Promise<boolean> => {
    const { originalPackageId, epoch } = await haulout.systemState();
    for await (const object of listBlobObjects(haulout.client, { originalPackageId, owner }))
      if (object.certifiedEpoch === undefined && object.endEpoch > epoch) return true;
    return false;
  };

  return {
    async mayBe(signer, digest) {
      const owner = signer.toSuiAddress();
      const known = atFirst.get(owner) ?? hasLeftover(owner);
      atFirst.set(owner, known);
      known.catch(() => atFirst.delete(owner));
      return (await known) || areTooMany || failed.has(nameOf(digest));
    },
    isUnshared: (digest) => unshared.has(nameOf(digest)),
    ended(digest, how) {
      const name = nameOf(digest);
      if (how !== 'unshared') unshared.delete(name);
      else if (unshared.size < MOST) unshared.add(name);
      if (how === 'done') failed.delete(name);
      else if (failed.size < MOST) failed.add(name);
      else areTooMany = true;
    },
  };
}

const nameOf = (digest: Uint8Array): string => Buffer.from(digest).toString('base64');
