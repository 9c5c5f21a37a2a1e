import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import type { TransactionQueue } from '@haulout/sdk/chain';
import type { OpenSliver, Sample } from '@haulout/sdk/evidence';
import type { EvidenceIds } from '@haulout/sdk/operator';

/** The rounds of challenges that a node takes part in. */
export interface ChallengeOptions extends EvidenceIds {
  /** The chain. */
  readonly client: ClientWithCoreApi;
  /** First version of the `evidence` package: in the names of its events. */
  readonly evidencePackageId: string;
  /** The shared `System` object; it names the package to call. */
  readonly systemObjectId: string;
  /** The shared `Staking` object. */
  readonly stakingObjectId: string;
  /** Who posts for the node; default: the node signs and answers, and posts nothing. */
  readonly poster?: ChallengePoster | undefined;
  /**
   * What the node answers with in place of a sliver that it has, and has compared with the metadata: for
   * networks of tests, in which it lies. Default: the sliver.
   */
  readonly answersWith?: ((sliver: OpenSliver, sample: Sample) => OpenSliver) | undefined;
}

/** Who posts for a node in rounds of challenges, and pays the gas. */
export interface ChallengePoster {
  /** The node's `StorageNodeCap`, which the signer owns. */
  readonly capId: string;
  /** Signs the node's transactions. */
  readonly signer: Signer;
  /** Whose turn it is among the signer's transactions; those of this process by default. */
  readonly queue?: TransactionQueue | undefined;
}
