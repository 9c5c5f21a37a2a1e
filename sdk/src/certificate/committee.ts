/**
 * The committee of an epoch, as certificates need it: keys and weights in their order on chain.
 */
import { CertificateError } from './errors.js';
import { bytesToId, idToBytes } from './wire.js';

/** A member of a committee. */
export interface CommitteeMember {
  /** Object id of the node, in hex. */
  readonly nodeId: string;
  /** BLS public key, 48 bytes, registered with a proof of possession. */
  readonly publicKey: Uint8Array;
  /** Number of shards it holds. */
  readonly weight: number;
}

/** The committee of an epoch. */
export interface Committee {
  /** The epoch in which it signs. */
  readonly epoch: number;
  /** In the order of the committee on chain, which is the order of bits in signer bitmaps. */
  readonly members: readonly CommitteeMember[];
  /** Number of shards: the sum of all weights. */
  readonly nShards: number;
}

/** The position of each member by full node id. Checked once for each committee object. */
export function memberPositions(committee: Committee): ReadonlyMap<string, number> {
  const known = positions.get(committee);
  if (known !== undefined) return known;
  const found = new Map<string, number>();
  let weight = 0;
  committee.members.forEach((member, position) => {
    if (!Number.isSafeInteger(member.weight) || member.weight <= 0) {
      throw invalid(`member ${member.nodeId} has weight ${member.weight}`);
    }
    const nodeId = fullId(member.nodeId);
    if (found.has(nodeId)) throw invalid(`member ${nodeId} appears twice`);
    found.set(nodeId, position);
    weight += member.weight;
  });
  if (weight !== committee.nShards) {
    throw invalid(`weights add up to ${weight}, not to ${committee.nShards} shards`);
  }
  positions.set(committee, found);
  return found;
}

/** The full form of a node id: 0x and 64 lower-case digits. */
export function fullId(nodeId: string): string {
  return bytesToId(idToBytes(nodeId));
}

const positions = new WeakMap<Committee, ReadonlyMap<string, number>>();

function invalid(what: string): CertificateError {
  return new CertificateError('INVALID_COMMITTEE', `committee: ${what}`);
}
