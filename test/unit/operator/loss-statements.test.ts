/** Gathering the words of members by which a blob is lost, or is not. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import {
  generateSecretKey,
  publicKeyOf,
  signMessage,
  type Committee,
  type CommitteeMember,
} from '@haulout/sdk/certificate';
import { serializeEvidenceMessage, verifyEvidence, type EvidenceMessage } from '@haulout/sdk/evidence';
import {
  gatherRefusals,
  gatherRevocation,
  gatherUnrecoverable,
  NotEnoughAttestations,
  type Attestation,
} from '@haulout/sdk/operator';

const keys = [1, 2, 3, 4].map((seed) => generateSecretKey(new Uint8Array(48).fill(seed)));
/** Shards 4, 2, 2, 2 of 10: one honest weight is 4, a quorum 7. */
const committee: Committee = {
  epoch: 7,
  nShards: 10,
  members: [4, 2, 2, 2].map((weight, index) => ({
    nodeId: `0x${index + 1}`,
    publicKey: publicKeyOf(keys[index]!),
    weight,
  })),
};
const evidenceObjectId = `0x${'e'.repeat(64)}`;
const blobId = new Uint8Array(32).fill(5);
const head = { epoch: 7, evidenceId: evidenceObjectId, blobId };
const silent = new Promise<never>(() => {});

/** Members at these places sign, the others are silent. */
function signers(message: EvidenceMessage, places: readonly number[]) {
  const bytes = serializeEvidenceMessage(message);
  return async (member: CommitteeMember): Promise<Attestation> => {
    const place = committee.members.indexOf(member);
    if (!places.includes(place)) return silent;
    return { message: bytes, signature: signMessage(keys[place]!, bytes) };
  };
}
const weightOf = ({ message, certificate }: Awaited<ReturnType<typeof gatherRefusals>>) =>
  verifyEvidence(committee, certificate, message).weight;

describe('R19: a loss is gathered from members', () => {
  it('who refuse: one honest weight of two of them, however heavy one is', async () => {
    const refused = { type: 'refused' as const, ...head };
    const request = { committee, blobId, evidenceObjectId };
    const two = await gatherRefusals({ ...request, ask: signers(refused, [0, 2]) });
    assert.equal(weightOf(two), 6);
    assert.equal(weightOf(await gatherRefusals({ ...request, ask: signers(refused, [1, 2]) })), 4);
    const alone = gatherRefusals({
      ...request,
      ask: (member) => {
        if (member === committee.members[0]) return signers(refused, [0])(member);
        return Promise.reject(new Error('I give it'));
      },
    });
    await assert.rejects(alone, NotEnoughAttestations);
    const reason = new Error('given up');
    await assert.rejects(
      gatherRefusals({ ...request, ask: signers(refused, []), signal: AbortSignal.abort(reason) }),
      reason,
    );
  });

  it('who cannot rebuild it, and who have it after all: a quorum each', async () => {
    const request = { committee, blobId, evidenceObjectId };
    const unrecoverable = { type: 'unrecoverable' as const, ...head };
    const lost = await gatherUnrecoverable({ ...request, ask: signers(unrecoverable, [0, 1, 2]) });
    assert.equal(verifyEvidence(committee, lost.certificate, lost.message).weight, 8);
    const revoked = { type: 'revoked' as const, ...head, record: 9n };
    const healed = await gatherRevocation({ ...request, record: 9n, ask: signers(revoked, [0, 1, 3]) });
    assert.equal(healed.message.record, 9n);
    assert.equal(verifyEvidence(committee, healed.certificate, healed.message).weight, 8);
  });

  it('and no statement counts about another record, network or blob, nor one of another kind', async () => {
    const others: EvidenceMessage[] = [
      { type: 'revoked', ...head, record: 8n },
      { type: 'revoked', ...head, epoch: 6, record: 9n },
      { type: 'revoked', ...head, evidenceId: `0x${'d'.repeat(64)}`, record: 9n },
      { type: 'unrecoverable', ...head },
    ];
    const failure = await gatherRevocation({
      ...{ committee, blobId, evidenceObjectId, record: 9n },
      ask: (member) => {
        const place = committee.members.indexOf(member);
        return signers(others[place]!, [place])(member);
      },
    }).catch((error: unknown) => error);
    assert.ok(failure instanceof NotEnoughAttestations);
    assert.deepEqual([failure.weight, failure.needed, failure.refusals.size], [0, 7, 4]);
  });
});
