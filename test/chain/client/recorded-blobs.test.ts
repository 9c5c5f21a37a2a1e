/** What a dApp sees of blobs that are on record as lost or invalid. The nodes of this chain never answer. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import {
  BlobInvalid,
  BlobLost,
  haulout,
  isHauloutError,
  type HauloutClient,
  type NodeInfo,
} from '@haulout/sdk/client';
import { aggregateCertificate, invalidBlobIdMessage } from '@haulout/sdk/certificate';
import { addInvalidateByCertificate, addRefused, addRevoke } from '@haulout/sdk/operator';
import { addCertifyPooled, addRegisterPooled, RecordsReader } from '@haulout/sdk/chain';
import { blobIdToString, encodeBlob, encodedLength, type EncodedBlob } from '@haulout/sdk/encoding';
import { aggregateEvidence, serializeEvidenceMessage, type EvidenceMessage } from '@haulout/sdk/evidence';
import { JudgedChain } from '../../support/judged-chain.js';
import { sign } from '../../support/paper-chain.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

let judged: JudgedChain;
let dapp: HauloutClient;
/** What all nodes answer to questions for a status; undefined: nothing, for ever. */
let status: unknown;

beforeAll(async () => {
  judged = await JudgedChain.start([10, 10, 10, 10], 10);
  const { devnet, deployment } = judged.chain;
  const { systemObjectId, stakingObjectId, recordsObjectId, evidenceObjectId } = deployment;
  dapp = devnet.client.$extend(
    haulout({
      systemObjectId,
      stakingObjectId,
      evidence: { recordsObjectId, evidenceObjectId },
      nodeUrl: ({ name }: NodeInfo) => `http://${name}`,
      timers: new VirtualTimers(),
      fetch: async (url) => {
        if (status === undefined || !url.endsWith('/status')) return new Promise<Response>(() => {});
        return Response.json({ success: { code: 200, data: status } });
      },
    }),
  ).haulout;
});
afterAll(() => judged.stop());

const idOf = ({ blobId }: EncodedBlob): string => blobIdToString(blobId);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function objectsOf(blob: EncodedBlob) {
  const owner = judged.chain.publisher.toSuiAddress();
  const found = [];
  for await (const object of dapp.blobs.list({ owner })) if (object.blobId === idOf(blob)) found.push(object);
  return found;
}

async function lossOf(blob: EncodedBlob) {
  const { devnet, deployment } = judged.chain;
  return (await new RecordsReader(devnet.client, deployment).read(idOf(blob))).lost;
}

/** Where nodes stand in the committee, in its order. */
function placesOf(nodes: readonly number[]): number[] {
  return nodes.map((node) => judged.place(node)).sort((a, b) => a - b);
}

function signed<M extends EvidenceMessage>(message: M, members: readonly number[]) {
  const by = members.map((place) => judged.node(place));
  const certificate = aggregateEvidence(
    judged.committee,
    message,
    sign(by, serializeEvidenceMessage(message)),
  );
  return { message, certificate };
}

const head = () => ({ epoch: judged.epoch, evidenceId: judged.evidenceId });

test('R19: a read of a lost blob ends at once with the record, though no node ever answers', async () => {
  status = undefined;
  const blob = await judged.store(bytesOf('refused by two'), 3, [0, 1, 2]);
  const blobId = idOf(blob);
  await judged.lose(blob, 'refused', [1, 3]);

  for (const reading of [
    () => dapp.read({ blobId }),
    () => dapp.read({ blobId, requireCertified: false }),
    () => dapp.readRange({ blobId, start: 0, end: 1 }),
    () => dapp.readFiles({ blobId }),
    () => dapp.readStream({ blobId }).getReader().read(),
  ]) {
    await assert.rejects(reading, (error) => {
      assert.ok(error instanceof BlobLost);
      const { number, cause, signers, epoch, messageDigest } = error.record!;
      assert.deepEqual(
        { number, cause, signers, epoch, digestBytes: messageDigest!.length },
        { number: 0n, cause: 'refused', signers: placesOf([1, 3]), epoch: judged.epoch, digestBytes: 32 },
      );
      return true;
    });
  }
});

test('R19: a lost blob is not extended, renewed or registered anew in the epoch of its record', async () => {
  status = undefined;
  const blob = await judged.store(bytesOf('nobody pays for it'), 3, [0, 1, 2]);
  const [before] = await objectsOf(blob);
  assert.equal(before!.record, undefined);
  await judged.lose(blob, 'unrecoverable', [0, 1, 2]);
  const [object] = await objectsOf(blob);
  assert.equal(object!.record!.cause, 'unrecoverable');
  const { blobObjectId } = object!;
  const signer = judged.chain.publisher;

  await assert.rejects(dapp.blobs.extend({ blobObjectId, epochs: 1, signer }), BlobLost);
  const { renewals, cost } = await dapp.blobs.renew({
    blobObjectIds: [blobObjectId],
    until: object!.endEpoch + 1,
    budget: 10n ** 12n,
    signer,
  });
  assert.deepEqual([renewals.map(({ kind }) => kind), cost], [['recorded'], 0n]);
  const terms = { epochs: 1, deletable: false, owner: signer.toSuiAddress() };
  await assert.rejects(dapp.registerTransaction({ blob, ...terms }), BlobLost);
});

test('R19: the owner of a lost blob gets its storage back once, and of another one never', async () => {
  status = undefined;
  const signer = judged.chain.publisher;
  const blob = await judged.store(bytesOf('storage to be had back'), 4, [0, 1, 2]);
  const [{ blobObjectId, storageSize, endEpoch } = assert.fail()] = await objectsOf(blob);
  const isNotLost = (error: unknown) => isHauloutError(error, 'BLOB_NOT_LOST');
  await assert.rejects(dapp.blobs.releaseLost({ blobObjectId, signer }), isNotLost);

  await judged.lose(blob, 'refused', [0, 2]);
  const { storageObjectId } = await dapp.blobs.releaseLost({ blobObjectId, signer });
  const { object } = await judged.chain.devnet.client.core.getObject({
    objectId: storageObjectId,
    include: { json: true },
  });
  const { storage_size: size, end_epoch: end } = object.json as Record<string, unknown>;
  assert.deepEqual([BigInt(size as string), Number(end)], [storageSize, endEpoch]);
  await assert.rejects(dapp.blobs.releaseLost({ blobObjectId, signer }), (error) =>
    isHauloutError(error, 'CHAIN_STATE_MISSING'),
  );
});

test('R19: the room of a lost blob in a pool is free again, and of another one never', async () => {
  status = undefined;
  const signer = judged.chain.publisher;
  const blob = await encodeBlob(bytesOf('room to be had back'), { nShards: 10 });
  const blobId = idOf(blob);
  const { pool } = await dapp.pools.create({ capacityBytes: 10_000_000, epochs: 3, signer });
  const { poolId } = pool;
  const contracts = await dapp.contracts();
  const { writePricePerUnit } = await dapp.systemState();
  await judged.send('register', (one) => {
    const payment = writePricePerUnit * BigInt(Math.ceil(encodedLength(10, blob.unencodedLength) / 2 ** 20));
    addRegisterPooled(one, contracts, { poolId, blob, deletable: false, payment });
  });
  const certificate = judged.certificateOf(blob, [0, 1, 2]);
  await judged.send('certify', (one) => addCertifyPooled(one, contracts, { poolId, blobId, certificate }));
  const isNotLost = (error: unknown) => isHauloutError(error, 'BLOB_NOT_LOST');
  await assert.rejects(dapp.pools.releaseLost({ poolId, blobId, signer }), isNotLost);

  await judged.lose(blob, 'refused', [0, 2]);
  assert.ok((await dapp.pools.get({ poolId })).usedBytes > 0n);
  await dapp.pools.releaseLost({ poolId, blobId, signer });
  const { usedBytes, blobCount } = await dapp.pools.get({ poolId });
  assert.deepEqual([usedBytes, blobCount], [0n, 0n]);
  await assert.rejects(dapp.pools.releaseLost({ poolId, blobId, signer }), (error) =>
    isHauloutError(error, 'CHAIN_STATE_MISSING'),
  );
});

test('R19: a loss that is revoked heals: the blob can be read and extended as before', async () => {
  const blob = await judged.store(bytesOf('found again'), 3, [0, 1, 2]);
  const blobId = idOf(blob);
  const { deployment, publisher: signer } = judged.chain;
  const refused = signed({ type: 'refused', ...head(), blobId: blob.blobId }, [0, 1]);
  await judged.send('lose', (transaction) => addRefused(transaction, deployment, refused));
  status = undefined;
  await assert.rejects(dapp.read({ blobId }), BlobLost);

  const { number: record } = (await lossOf(blob))!;
  const revoked = signed({ type: 'revoked', ...head(), blobId: blob.blobId, record }, [0, 1, 3]);
  await judged.send('revoke', (transaction) => addRevoke(transaction, deployment, revoked));
  assert.equal(await lossOf(blob), undefined);
  status = { permanent: { endEpoch: 9, initialCertifiedEpoch: judged.epoch } };
  assert.deepEqual(await dapp.blobStatus({ blobId }).then(({ state, record: of }) => ({ state, of })), {
    state: 'certified',
    of: undefined,
  });
  const [{ blobObjectId } = assert.fail()] = await objectsOf(blob);
  assert.ok((await dapp.blobs.extend({ blobObjectId, epochs: 1, signer })).cost > 0n);
});

test('R19: a status says lost by the word of the chain, and certified for what was stored again later', async () => {
  const blob = await judged.store(bytesOf('a new life'), 5, [0, 1, 2]);
  const blobId = idOf(blob);
  const lostIn = judged.epoch;
  await judged.lose(blob, 'refused', [2, 3]);
  status = { permanent: { endEpoch: 9, initialCertifiedEpoch: lostIn } };
  const lost = await dapp.blobStatus({ blobId });
  assert.deepEqual([lost.state, lost.record!.signers], ['lost', placesOf([2, 3])]);

  await judged.turnEpoch();
  // Nodes that have not heard of the loss do not count.
  await assert.rejects(dapp.read({ blobId }), BlobLost);
  status = { permanent: { endEpoch: 9, initialCertifiedEpoch: judged.epoch } };
  const again = await judged.store(bytesOf('a new life'), 1, [0, 1, 2]);
  assert.equal(idOf(again), blobId);
  assert.equal((await dapp.blobStatus({ blobId })).state, 'certified');
  const records = (await objectsOf(blob)).map(({ certifiedEpoch, record }) => [
    certifiedEpoch,
    record?.epoch,
  ]);
  assert.deepEqual(records.sort(), [
    [lostIn, lostIn],
    [judged.epoch, undefined],
  ]);
});

test('R12: a blob whose id is on record as invalid is refused with the record', async () => {
  status = undefined;
  const { blobId } = await judged.store(bytesOf('badly encoded, say two'), 2, [0, 1, 2]);
  const { deployment, devnet } = judged.chain;
  const message = { type: 'invalidBlobId' as const, epoch: judged.epoch, blobId };
  const by = sign([judged.node(0), judged.node(1)], invalidBlobIdMessage(message));
  const certificate = aggregateCertificate(judged.committee, message, by);
  await judged.send('invalidate', (one) => addInvalidateByCertificate(one, deployment, certificate));

  const { invalid } = await new RecordsReader(devnet.client, deployment).read(blobIdToString(blobId));
  await assert.rejects(dapp.read({ blobId: blobIdToString(blobId) }), (error) => {
    assert.ok(error instanceof BlobInvalid);
    assert.deepEqual([error.record, error.record!.cause], [invalid, 'certificate']);
    return true;
  });
});
