/** Gathering what members sign: the same statement of each, until there are enough of them. */
import { HauloutError, messageOf } from '../base/errors.js';
import {
  verifySignature,
  type Committee,
  type CommitteeMember,
  type NodeSignature,
} from '../certificate/index.js';

/** A node's signed statement about a blob; not verified yet. */
export interface Attestation {
  /** Bytes that were signed. */
  readonly message: Uint8Array;
  /** BLS signature, 96 bytes when well formed. */
  readonly signature: Uint8Array;
}

/** Which blob it is about, and who is asked. */
export interface StatementRequest {
  /** The committee of the current epoch. */
  readonly committee: Committee;
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Asks a member; resolves to what it signs, within a deadline of its own. */
  readonly ask: (member: CommitteeMember, signal: AbortSignal) => Promise<Attestation>;
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/** What every statement has to say, and how many it takes. */
export interface StatementRules {
  /** Throws unless the bytes are the message that is gathered. */
  readonly check: (message: Uint8Array) => void;
  /** Whether so many shards, of so many members, are enough. */
  readonly isEnough: (weight: number, signers: number) => boolean;
}

/** What was gathered. */
export interface Statements {
  /** Whether they are enough. */
  readonly areEnough: boolean;
  /** Verified. */
  readonly signatures: readonly NodeSignature[];
  /** Shards of those who signed. */
  readonly weight: number;
  /** Why others did not, by node id. */
  readonly refusals: ReadonlyMap<string, unknown>;
}

/**
 * Asks all members at once and stops as soon as enough have signed. A statement counts only when it is this
 * member's signature over exactly the message that is gathered.
 *
 * @throws the signal's reason
 */
export async function gatherStatements(
  { committee, ask, signal }: StatementRequest,
  { check, isEnough }: StatementRules,
): Promise<Statements> {
  signal?.throwIfAborted();
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
      const { message, signature } = await ask(member, ending.signal);
      if (ending.signal.aborted) return;
      check(message);
      if (!verifySignature(member.publicKey, message, signature)) {
        throw new Error('the signature is not its own');
      }
      signatures.push({ nodeId: member.nodeId, signature });
      weight += member.weight;
      if (isEnough(weight, signatures.length)) stop(new Error('enough members have signed'));
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
  return { areEnough: isEnough(weight, signatures.length), signatures, weight, refusals };
}

/** Too few nodes say something of a blob: it is not so, or they could not be reached. */
export class NotEnoughAttestations extends HauloutError<'NOT_ENOUGH_ATTESTATIONS'> {
  /** URL-safe base64. */
  readonly blobId: string;
  /** Shards of the nodes that attest. */
  readonly weight: number;
  /** Shards that it takes. */
  readonly needed: number;
  /** Why the others do not, by node id. */
  readonly refusals: ReadonlyMap<string, unknown>;

  /** @param what they should say of the blob, to follow "blob ..." */
  constructor(
    blobId: string,
    {
      weight,
      needed,
      what,
    }: {
      /** Shards of the nodes that attest. */
      readonly weight: number;
      /** Shards that it takes. */
      readonly needed: number;
      /** What they should say of the blob. */
      readonly what: string;
    },
    refusals: ReadonlyMap<string, unknown>,
  ) {
    const why = [...refusals].map(([nodeId, error]) => `${nodeId.slice(0, 10)}: ${messageOf(error)}`);
    super({
      code: 'NOT_ENOUGH_ATTESTATIONS',
      message:
        `nodes with ${weight} shards attest that blob ${blobId} ${what}, ` +
        `${needed} are needed (${why.join('; ')})`,
      values: { blobId, weight, needed, refusals },
    });
    this.blobId = blobId;
    this.weight = weight;
    this.needed = needed;
    this.refusals = refusals;
  }
}
