import { Transaction } from '@mysten/sui/transactions';
import { execute, readEvidencePackage, readSystemState, type EvidenceContracts } from '@haulout/sdk/chain';
import type { Timers } from '@haulout/sdk/base';
import type { ChallengeOptions } from './options.js';

/** Sends a node's transactions about rounds. */
export type Post = (
  what: string,
  build: (transaction: Transaction, contracts: EvidenceContracts) => void,
  signal: AbortSignal,
) => Promise<void>;

/** How a node posts; undefined when nobody posts for it. */
export function postingOf(options: ChallengeOptions, timers: Timers): Post | undefined {
  const { client, poster, systemObjectId, stakingObjectId } = options;
  const { evidenceObjectId, recordsObjectId } = options;
  if (poster === undefined) return undefined;
  return async (what, build, signal) => {
    // The packages may have been upgraded since the node started.
    const [{ packageId }, evidencePackageId] = await Promise.all([
      readSystemState(client, systemObjectId, signal),
      readEvidencePackage(client, evidenceObjectId, signal),
    ]);
    const transaction = new Transaction();
    build(transaction, {
      ...{ packageId, systemObjectId, stakingObjectId },
      ...{ evidencePackageId, evidenceObjectId, recordsObjectId },
    });
    const { signer, queue } = poster;
    await execute({ client, what, transaction, signer, signal, timers, queue });
  };
}
