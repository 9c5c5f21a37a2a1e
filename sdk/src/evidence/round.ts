/** A round of challenges, as the chain knows it when the seed is drawn. */
import { idToBytes } from '../certificate/wire.js';
import { DIGEST_BYTES } from '../encoding/hash.js';
import { encodingParameters } from '../encoding/layout.js';
import { EvidenceError } from './errors.js';

/** A node that takes part in a round: it is asked, and it asks all others. */
export interface RoundMember {
  /** Object id of the node, in hex. */
  readonly nodeId: string;
  /** Its shards in the round's epoch, in any order; at least one. */
  readonly shards: readonly number[];
}

/** A round of challenges. */
export interface Round {
  /** Object id of `Evidence`, in hex. */
  readonly evidenceId: string;
  /** Number of the round; u32. */
  readonly round: number;
  /** 32 random bytes, drawn by the chain after a quorum had signed the set. */
  readonly seed: Uint8Array;
  /** Shards of the network, n. */
  readonly nShards: number;
  /** Samples for each node, k: even. */
  readonly sampleCount: number;
  /** The committee, in the order of signer bitmaps. */
  readonly members: readonly RoundMember[];
}

/** Most members of a committee: the bits of the contracts' bitmaps. */
const MAX_MEMBERS = 256;
/** Most samples: bounds what a tree of answers takes. */
const MAX_SAMPLES = 65_536;

/** What draws and leaves need of a round, made once. */
export interface RoundBytes {
  readonly evidenceId: Uint8Array;
  readonly members: readonly { readonly id: Uint8Array; readonly shards: readonly number[] }[];
}

const known = new WeakMap<Round, RoundBytes>();

/**
 * Ids as bytes and shards ascending. Checked once for each round object.
 *
 * @throws EvidenceError `INVALID_ROUND`
 * @throws EncodingError `INVALID_SHARD_COUNT`
 * @throws CertificateError `MALFORMED_MESSAGE` for an id
 */
export function roundBytes(round: Round): RoundBytes {
  const found = known.get(round);
  if (found !== undefined) return found;
  const { nShards, sampleCount, seed, members } = round;
  encodingParameters(nShards);
  if (!Number.isInteger(round.round) || round.round < 0 || round.round >= 2 ** 32) {
    throw invalid(`number ${round.round}`);
  }
  if (seed.length !== DIGEST_BYTES) throw invalid(`a seed of ${seed.length} bytes`);
  if (!Number.isInteger(sampleCount) || sampleCount < 2 || sampleCount > MAX_SAMPLES || sampleCount % 2 > 0) {
    throw invalid(`${sampleCount} samples: an even number, 2 to ${MAX_SAMPLES}`);
  }
  if (members.length === 0 || members.length > MAX_MEMBERS) throw invalid(`${members.length} members`);
  const isShard = (shard: number): boolean => Number.isInteger(shard) && shard >= 0 && shard < nShards;
  const bytes: RoundBytes = {
    evidenceId: idToBytes(round.evidenceId),
    members: members.map(({ nodeId, shards }) => {
      if (shards.length === 0 || !shards.every(isShard)) throw invalid(`shards ${shards} of node ${nodeId}`);
      return { id: idToBytes(nodeId), shards: [...shards].sort((a, b) => a - b) };
    }),
  };
  known.set(round, bytes);
  return bytes;
}

/** The member at a committee position; throws EvidenceError `INVALID_ROUND`. */
export function memberAt(round: Round, position: number): RoundBytes['members'][number] {
  const member = roundBytes(round).members[position];
  if (member === undefined) throw invalid(`${round.members.length} members, none at ${position}`);
  return member;
}

function invalid(what: string): EvidenceError {
  return new EvidenceError('INVALID_ROUND', `a round with ${what}`, { what });
}
