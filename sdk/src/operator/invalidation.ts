import type { Transaction } from '@mysten/sui/transactions';
import { HauloutError, messageOf } from '../base/errors.js';
import {
  aggregateCertificate,
  checkMessage,
  isOneHonest,
  oneHonestWeight,
  verifySignature,
  type Certificate,
  type Committee,
  type CommitteeMember,
  type InvalidBlobId,
  type NodeSignature,
} from '../certificate/index.js';
import { system } from '../contracts/index.js';
import { blobIdToString } from '../encoding/index.js';

/** A node's signed statement that a blob is badly encoded; not verified yet. */
export interface Attestation {
  /** Bytes that were signed. */
  readonly message: Uint8Array;
  /** BLS signature, 96 bytes when well formed. */
  readonly signature: Uint8Array;
}

/** Which blob is badly encoded, and who is asked to say so. */
export interface InvalidationRequest {
  /** The committee of the current epoch. */
  readonly committee: Committee;
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Shows the proof to a member; resolves to what it signs, within a deadline of its own. */
  readonly ask: (member: CommitteeMember, signal: AbortSignal) => Promise<Attestation>;
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/** Too few nodes say that a blob is badly encoded: the proof is no good, or they could not be reached. */
export class NotEnoughAttestations extends HauloutError<'NOT_ENOUGH_ATTESTATIONS'> {
  /** URL-safe base64. */
  readonly blobId: string;
  /** Shards of the nodes that attest. */
  readonly weight: number;
  /** Shards that it takes. */
  readonly needed: number;
  /** Why the others do not, by node id. */
  readonly refusals: ReadonlyMap<string, unknown>;

  constructor(
    blobId: string,
    {
      weight,
      needed,
    }: {
      /** Shards of the nodes that attest. */
      readonly weight: number;
      /** Shards that it takes. */
      readonly needed: number;
    },
    refusals: ReadonlyMap<string, unknown>,
  ) {
    const why = [...refusals].map(([nodeId, error]) => `${nodeId.slice(0, 10)}: ${messageOf(error)}`);
    super({
      code: 'NOT_ENOUGH_ATTESTATIONS',
      message:
        `nodes with ${weight} shards attest that blob ${blobId} is badly encoded, ` +
        `${needed} are needed (${why.join('; ')})`,
      values: { blobId, weight, needed, refusals },
    });
    this.blobId = blobId;
    this.weight = weight;
    this.needed = needed;
    this.refusals = refusals;
  }
}

/**
 * Shows all members the proof that a blob is badly encoded, and puts the statements of the first that hold
 * more than f shards together: at least one of them is honest, which is enough for the contracts (R12). A
 * statement counts only when it is this member's signature over exactly this blob id in this epoch.
 *
 * @throws NotEnoughAttestations; the signal's reason
 */
export async function gatherInvalidation(request: InvalidationRequest): Promise<Certificate> {
  const { committee, blobId, ask, signal } = request;
  signal?.throwIfAborted();
  const message: InvalidBlobId = { type: 'invalidBlobId', epoch: committee.epoch, blobId };
  // One signal each: a committee of 150 would be many listeners for a single one.
  const calls = committee.members.map((member) => ({ member, ending: new AbortController() }));
  let stop = (_reason: unknown): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = (reason) => {
      for (const { ending } of calls) ending.abort(reason);
      resolve();
    };
  });
  const onAbort = () => stop(signal!.reason);
  signal?.addEventListener('abort', onAbort, { once: true });

  const signatures: NodeSignature[] = [];
  const refusals = new Map<string, unknown>();
  let weight = 0;
  const askOne = async ({ member, ending }: (typeof calls)[number]): Promise<void> => {
    try {
      const attestation = await ask(member, ending.signal);
      if (ending.signal.aborted) return;
      checkMessage(attestation.message, message);
      if (!verifySignature(member.publicKey, attestation.message, attestation.signature)) {
        throw new Error('the signature is not its own');
      }
      signatures.push({ nodeId: member.nodeId, signature: attestation.signature });
      weight += member.weight;
      if (isOneHonest(weight, committee.nShards)) stop(new Error('enough nodes attest'));
    } catch (error) {
      if (!ending.signal.aborted) refusals.set(member.nodeId, error);
    }
  };
  try {
    await Promise.race([Promise.all(calls.map(askOne)), stopped]);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
  signal?.throwIfAborted();
  if (!isOneHonest(weight, committee.nShards)) {
    throw new NotEnoughAttestations(
      blobIdToString(blobId),
      { weight, needed: oneHonestWeight(committee.nShards) },
      refusals,
    );
  }
  return aggregateCertificate(committee, message, signatures);
}

/** Adds to a transaction: declare a blob id invalid. Anyone may, with the certificate. */
export function addInvalidateBlobId(
  transaction: Transaction,
  contracts: {
    /** The shared `System` object. */
    readonly systemObjectId: string;
    /** The version of the package that is called. */
    readonly packageId: string;
  },
  certificate: Certificate,
): void {
  transaction.add(
    system.invalidateBlobId({
      package: contracts.packageId,
      arguments: {
        system: contracts.systemObjectId,
        signature: [...certificate.signature],
        membersBitmap: [...certificate.signers],
        message: [...certificate.message],
      },
    }),
  );
}
