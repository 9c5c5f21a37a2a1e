import { CertificateError } from '../../certificate/index.js';
import { TransactionFailed } from '../../chain/errors.js';
import { NotEnoughConfirmations } from '../../nodes/errors.js';
import { MAX_EPOCH_CHANGES, type Cancellable, type Connection } from '../connection.js';
import type { CommitteeConfirmations } from './steps.js';

/** How one registered blob is certified. */
export interface Certifying extends Cancellable {
  /** Refuses a blob that has ended by then. */
  readonly checkLasts: (epoch: number) => Promise<void> | void;
  /** Gathers confirmations of the committee of now; `again` when it has been tried before. */
  readonly confirm: (again: boolean) => Promise<CommitteeConfirmations>;
  /** Told, before the certificate is sent, of the shards that have confirmed. */
  readonly onCertify?: ((confirmed: number) => void) | undefined;
  /** Executes the transaction that certifies. Resolves to its digest. */
  readonly certify: (confirmations: CommitteeConfirmations) => Promise<string>;
  /** Epoch of the certificate that the blob has on chain; undefined while it has none. */
  readonly certifiedEpoch: () => Promise<number | undefined>;
}

/** A certificate on chain. */
export interface Certified {
  /** Of the transaction; undefined when somebody else's certified the blob in the meantime. */
  readonly digest: string | undefined;
  /** Epoch of the certificate. */
  readonly epoch: number;
  /** What the nodes confirmed. */
  readonly confirmations: CommitteeConfirmations;
}

/**
 * Certifies a registered blob. Confirmations count in their own epoch only. When the epoch changes before
 * they are on chain, they are gathered again from the new committee, a few times. When somebody else was
 * faster, that certificate is as good.
 *
 * @throws what the steps throw; the signal's reason
 */
export async function certifyThroughEpochs(connection: Connection, steps: Certifying): Promise<Certified> {
  const { signal } = steps;
  for (let changes = 0; ; changes++) {
    const { epoch } = await connection.committee({ signal });
    await steps.checkLasts(epoch);
    let confirmations: CommitteeConfirmations | undefined;
    try {
      confirmations = await steps.confirm(changes > 0);
      steps.onCertify?.(confirmations.weight);
      const digest = await steps.certify(confirmations);
      return { digest, epoch: confirmations.committee.epoch, confirmations };
    } catch (error) {
      signal?.throwIfAborted();
      if (!mayBeStale(error)) throw error;
      if (confirmations !== undefined) {
        const certifiedEpoch = await steps.certifiedEpoch().catch(() => undefined);
        if (certifiedEpoch !== undefined) return { digest: undefined, epoch: certifiedEpoch, confirmations };
      }
      const changed = (await connection.systemState({ signal })).epoch !== epoch;
      if (!changed || changes === MAX_EPOCH_CHANGES) throw error;
    }
  }
}

/** Whether a change of the epoch can have caused it, or somebody else's certificate. */
function mayBeStale(error: unknown): boolean {
  return (
    error instanceof NotEnoughConfirmations ||
    error instanceof TransactionFailed ||
    error instanceof CertificateError
  );
}
