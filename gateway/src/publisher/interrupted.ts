/**
 * Whether an upload may have been paid already, without a certificate. To find out costs a request for each
 * 50 blob objects of a key, and a publisher may own very many: so it is looked once, when a key pays first,
 * and later only for uploads that have failed.
 */
import type { Signer } from '@mysten/sui/cryptography';
import { listBlobObjects } from '@haulout/sdk/chain';
import type { HauloutClient } from '@haulout/sdk/client';

/** What is known of interrupted uploads. */
export interface Interrupted {
  /** Whether a key may have a registration that this upload can go on with. */
  mayBe(signer: Signer, digest: Uint8Array): Promise<boolean>;
  /** Notes how an upload has ended. */
  ended(digest: Uint8Array, isStored: boolean): void;
}

/** Uploads that have failed and are remembered; with more, each upload may be one of them. */
const MOST = 10_000;

/** Begins to note. */
export function interruptedUploads(haulout: HauloutClient): Interrupted {
  /** By address: whether it had a registration without a certificate when it paid first. */
  const atFirst = new Map<string, Promise<boolean>>();
  const failed = new Set<string>();
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
    ended(digest, isStored) {
      if (isStored) failed.delete(nameOf(digest));
      else if (failed.size < MOST) failed.add(nameOf(digest));
      else areTooMany = true;
    },
  };
}

const nameOf = (digest: Uint8Array): string => Buffer.from(digest).toString('base64');
