import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import {
  generateSecretKey,
  invalidBlobIdMessage,
  publicKeyOf,
  signMessage,
  verifyCertificate,
  type Committee,
} from '@haulout/sdk/certificate';
import { gatherInvalidation, NotEnoughAttestations, type Attestation } from '@haulout/sdk/operator';

const EPOCH = 7;
const blobId = new Uint8Array(32).fill(5);
const keys = [1, 2, 3, 4, 5].map((seed) => generateSecretKey(new Uint8Array(48).fill(seed)));
/** Shards 3, 3, 2, 1, 1 of 10: more than f are 4. */
const committee: Committee = {
  epoch: EPOCH,
  nShards: 10,
  members: [3, 3, 2, 1, 1].map((weight, index) => ({
    nodeId: `0x${index + 1}`,
    publicKey: publicKeyOf(keys[index]!),
    weight,
  })),
};
const never = new Promise<never>(() => {});
const signed = (
  index: number,
  over: { epoch?: number; blobId?: Uint8Array; key?: number } = {},
): Attestation => {
  const message = invalidBlobIdMessage({ epoch: over.epoch ?? EPOCH, blobId: over.blobId ?? blobId });
  return { message, signature: signMessage(keys[over.key ?? index]!, message) };
};
const gather = (answers: readonly (() => Promise<Attestation>)[], signal?: AbortSignal) =>
  gatherInvalidation({
    committee,
    blobId,
    ask: (member) => answers[committee.members.indexOf(member)]!(),
    signal,
  });
const honest = (index: number) => () => Promise.resolve(signed(index));

describe('R12: a blob id becomes invalid by the word of nodes of whom one is honest', () => {
  it('as soon as they hold more than f shards, whoever is silent', async () => {
    const silent = () => never;
    const certificate = await gather([silent, honest(1), silent, honest(3), silent]);
    const { weight, message } = verifyCertificate(committee, certificate);
    assert.equal(weight, 4);
    assert.deepEqual(message, { type: 'invalidBlobId', epoch: EPOCH, blobId });
  });

  it('and no statement counts that is of another epoch, about another blob, or signed by another', async () => {
    const refuse = () => Promise.reject(new Error('the proof is no good'));
    const failure = await gather([
      () => Promise.resolve(signed(0, { epoch: EPOCH - 1 })),
      () => Promise.resolve(signed(1, { blobId: new Uint8Array(32) })),
      () => Promise.resolve(signed(2, { key: 0 })),
      refuse,
      honest(4),
    ]).then(
      () => assert.fail('it was gathered'),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof NotEnoughAttestations, String(failure));
    assert.deepEqual([failure.code, failure.weight, failure.needed], ['NOT_ENOUGH_ATTESTATIONS', 1, 4]);
    assert.deepEqual([...failure.refusals.keys()].sort(), ['0x1', '0x2', '0x3', '0x4']);
    assert.match(failure.message, /1 shards .* 4 are needed .*the proof is no good/);
  });

  it('unless the one who gathers gives up', async () => {
    const giveUp = new AbortController();
    const gathering = gather(
      [0, 1, 2, 3, 4].map(() => () => never),
      giveUp.signal,
    );
    giveUp.abort(new Error('enough of this'));
    await assert.rejects(gathering, /enough of this/);
  });
});
