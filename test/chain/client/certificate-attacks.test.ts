import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import {
  CertificateError,
  aggregateCertificate,
  aggregateSignatures,
  blobCertificateMessage,
  generateSecretKey,
  invalidBlobIdMessage,
  quorumWeight,
  signMessage,
  signerBitmap,
  verifyCertificate,
  type BlobCertificate,
  type Certificate,
  type Committee,
  type Persistence,
} from '@haulout/sdk/certificate';
import { addCertify, execute, signingCommittee } from '@haulout/sdk/chain';
import { encodeBlob, type EncodedBlob } from '@haulout/sdk/encoding';
import { TransactionFailed } from '@haulout/sdk/client';
import { blob as blobModule } from '@haulout/sdk/contracts';
import { WAL, giveWal, pinned, sign, startChain, type PaperNode } from '../../support/paper-chain.js';

/** Shards 3, 3, 2, 1, 1 of 10: three members can be a quorum (7), and two be one shard short of it (6). */
const STAKES = [3000, 3000, 2000, 1000, 1000];
const SHARDS = 10;

let world: Awaited<ReturnType<typeof startChain>>;
let committee: Committee;
let blob: EncodedBlob;
let blobObjectId: string;
let persistence: Persistence;
/** Paper nodes in the order of the committee. */
let members: readonly PaperNode[];
let heavy: readonly PaperNode[];

beforeAll(async () => {
  world = await startChain(STAKES, SHARDS);
  const { client, nodes, publisher } = world;
  committee = signingCommittee(await client.haulout.committee());
  members = committee.members.map(({ nodeId }) => nodes.find((node) => node.nodeId === nodeId)!);
  const byWeight = committee.members.map(({ weight }, index) => ({ weight, node: members[index]! }));
  heavy = byWeight.sort((a, b) => b.weight - a.weight).map(({ node }) => node);
  assert.deepEqual(
    byWeight.map(({ weight }) => weight),
    [3, 3, 2, 1, 1],
  );

  blob = await encodeBlob(new TextEncoder().encode('stored by nobody, signed by many'), { nShards: SHARDS });
  const { transaction } = await client.haulout.registerTransaction({
    blob,
    epochs: 2,
    deletable: true,
    owner: publisher.toSuiAddress(),
  });
  const { created } = await execute({ client, what: 'register', transaction, signer: publisher });
  blobObjectId = created.find(({ type }) => type.endsWith('::blob::Blob'))!.objectId;
  persistence = { kind: 'deletable', objectId: blobObjectId };
});
afterAll(() => world?.devnet.stop());

const expected = (over: Partial<BlobCertificate> = {}): BlobCertificate => ({
  type: 'blobCertificate',
  epoch: committee.epoch,
  blobId: blob.blobId,
  persistence,
  ...over,
});
const messageOf = (over?: Partial<BlobCertificate>) => blobCertificateMessage(expected(over));
const positions = (nodes: readonly PaperNode[]) => nodes.map((node) => members.indexOf(node));
const quorum = () => heavy.slice(0, 3);

/** A certificate put together without any check. */
function forge(
  message: Uint8Array,
  signers: readonly PaperNode[],
  over: { signature?: Uint8Array; signers?: Uint8Array } = {},
): Certificate {
  return {
    message,
    signature:
      over.signature ?? aggregateSignatures(sign(signers, message).map(({ signature }) => signature)),
    signers: over.signers ?? signerBitmap(positions(signers), members.length),
  };
}

/**
 * Sends a certificate to the chain, past all checks of the SDK and past the simulation that sets a gas
 * budget.
 */
async function certify(certificate: Certificate): Promise<void> {
  const transaction = new Transaction();
  addCertify(transaction, await world.client.haulout.contracts(), { blobObject: blobObjectId, certificate });
  const { client, devnet, publisher } = world;
  await execute({
    client,
    what: 'certify',
    transaction: await pinned(devnet, transaction, publisher.toSuiAddress()),
    signer: publisher,
  });
}

async function isCertified(): Promise<boolean> {
  const { object } = await world.client.core.getObject({
    objectId: blobObjectId,
    include: { content: true },
  });
  return blobModule.Blob.parse(object.content).certified_epoch !== null;
}

/** An attack: what it sends, the Move error that stops it, and the error with which the SDK refuses it. */
interface Attack {
  readonly name: string;
  readonly certificate: () => Certificate;
  readonly abort: string;
  readonly refusal: string;
  /** The same mistake while a certificate is being made, where it can be made there. */
  readonly aggregate?: () => unknown;
  readonly aggregateRefusal?: string;
}

const patched = (patch: (message: Uint8Array) => Uint8Array): Uint8Array => patch(messageOf());
const withByte = (index: number, value: number) =>
  patched((message) => {
    message[index] = value;
    return message;
  });
const outsider: Pick<PaperNode, 'nodeId' | 'name' | 'secretKey'> = {
  nodeId: `0x${'77'.repeat(32)}`,
  name: 'outsider',
  secretKey: generateSecretKey(new Uint8Array(48).fill(7)),
};

const attacks: readonly Attack[] = [
  {
    name: 'a forged signature of one signer',
    certificate: () => {
      const [first, second] = sign(quorum().slice(1), messageOf());
      const forged = signMessage(outsider.secretKey, messageOf());
      const signature = aggregateSignatures([forged, first!.signature, second!.signature]);
      return forge(messageOf(), quorum(), { signature });
    },
    abort: 'bls_aggregate::ESigVerification',
    refusal: 'FORGED_SIGNATURE',
    aggregate: () => {
      const [victim, ...rest] = sign(quorum(), messageOf());
      const signature = signMessage(outsider.secretKey, messageOf());
      return aggregateCertificate(committee, expected(), [{ ...victim!, signature }, ...rest]);
    },
  },
  {
    name: 'bytes that are no signature',
    certificate: () => forge(messageOf(), quorum(), { signature: new Uint8Array(96).fill(1) }),
    abort: 'bls_aggregate::ESigVerification',
    refusal: 'INVALID_SIGNATURE',
  },
  {
    name: 'one shard short of a quorum',
    certificate: () => forge(messageOf(), heavy.slice(0, 2)),
    abort: 'bls_aggregate::ENotEnoughStake',
    refusal: 'SHORT_OF_WEIGHT',
    aggregate: () => aggregateCertificate(committee, expected(), sign(heavy.slice(0, 2), messageOf())),
  },
  {
    name: 'a signer outside the committee in the place of a member',
    certificate: () => {
      const signatures = sign([outsider, ...quorum().slice(1)], messageOf()).map(
        ({ signature }) => signature,
      );
      return forge(messageOf(), quorum(), { signature: aggregateSignatures(signatures) });
    },
    abort: 'bls_aggregate::ESigVerification',
    refusal: 'FORGED_SIGNATURE',
    aggregate: () => aggregateCertificate(committee, expected(), sign([outsider, ...quorum()], messageOf())),
    aggregateRefusal: 'UNKNOWN_SIGNER',
  },
  {
    name: 'a repeated signer to make up for a missing one',
    certificate: () => {
      const [first, second] = heavy as [PaperNode, PaperNode];
      const signatures = sign([first, second, second], messageOf()).map(({ signature }) => signature);
      return forge(messageOf(), quorum(), { signature: aggregateSignatures(signatures) });
    },
    abort: 'bls_aggregate::ESigVerification',
    refusal: 'FORGED_SIGNATURE',
    aggregate: () => {
      const [first, second] = heavy as [PaperNode, PaperNode];
      return aggregateCertificate(committee, expected(), sign([first, second, second], messageOf()));
    },
    aggregateRefusal: 'REPEATED_SIGNER',
  },
  {
    name: 'a bit past the end in the last byte',
    certificate: () => {
      const signers = signerBitmap(positions(quorum()), members.length).slice();
      signers[0]! |= 1 << 5;
      return forge(messageOf(), quorum(), { signers });
    },
    abort: 'bls_aggregate::EInvalidBitmap',
    refusal: 'BITMAP_PAST_END',
  },
  {
    name: 'a bit in a byte past the end',
    certificate: () => {
      const honest = signerBitmap(positions(quorum()), members.length);
      return forge(messageOf(), quorum(), { signers: Uint8Array.of(honest[0]!, 1) });
    },
    abort: 'bls_aggregate::EInvalidBitmap',
    refusal: 'BITMAP_',
  },
  {
    name: 'no signer at all',
    certificate: () => forge(messageOf(), quorum(), { signers: Uint8Array.of(0) }),
    abort: 'bls_aggregate::ENotEnoughStake',
    refusal: 'SHORT_OF_WEIGHT',
  },
  {
    name: 'the certificate of another epoch',
    certificate: () => forge(messageOf({ epoch: committee.epoch + 1 }), quorum()),
    abort: 'messages::EIncorrectEpoch',
    refusal: 'WRONG_EPOCH',
    aggregate: () => {
      const other = expected({ epoch: committee.epoch + 1 });
      return aggregateCertificate(committee, other, sign(quorum(), blobCertificateMessage(other)));
    },
  },
  {
    name: 'the certificate of another blob',
    certificate: () => forge(messageOf({ blobId: new Uint8Array(32).fill(9) }), quorum()),
    abort: 'blob::EInvalidBlobId',
    refusal: 'WRONG_BLOB',
  },
  {
    name: 'the certificate of another blob object with the same content',
    certificate: () =>
      forge(messageOf({ persistence: { kind: 'deletable', objectId: `0x${'5'.repeat(64)}` } }), quorum()),
    abort: 'blob::EInvalidBlobObject',
    refusal: 'WRONG_PERSISTENCE',
  },
  {
    name: 'the certificate of a permanent blob for a deletable one',
    certificate: () => forge(messageOf({ persistence: { kind: 'permanent' } }), quorum()),
    abort: 'blob::EInvalidBlobPersistenceType',
    refusal: 'WRONG_PERSISTENCE',
  },
  {
    name: 'a signed message of another type',
    certificate: () => forge(invalidBlobIdMessage({ epoch: committee.epoch, blobId: blob.blobId }), quorum()),
    abort: 'messages::EInvalidMsgType',
    refusal: 'WRONG_MESSAGE_TYPE',
  },
  {
    name: 'a message of an unknown type',
    certificate: () => forge(withByte(0, 64), quorum()),
    abort: 'messages::EInvalidMsgType',
    refusal: 'WRONG_MESSAGE_TYPE',
  },
  {
    name: 'a message of another intent version',
    certificate: () => forge(withByte(1, 1), quorum()),
    abort: 'messages::EIncorrectIntentVersion',
    refusal: 'WRONG_INTENT_VERSION',
  },
  {
    name: 'a message for another app',
    certificate: () => forge(withByte(2, 4), quorum()),
    abort: 'messages::EIncorrectAppId',
    refusal: 'WRONG_APP_ID',
  },
  {
    name: 'a truncated message',
    certificate: () =>
      forge(
        patched((message) => message.slice(0, -1)),
        quorum(),
      ),
    abort: 'messages::EInvalidMessageLength',
    refusal: 'MESSAGE_TRUNCATED',
  },
  {
    name: 'a message cut off in its header',
    certificate: () =>
      forge(
        patched((message) => message.slice(0, 5)),
        quorum(),
      ),
    abort: 'messages::EInvalidMessageLength',
    refusal: 'MESSAGE_TRUNCATED',
  },
  {
    name: 'a padded message',
    certificate: () =>
      forge(
        patched((message) => Uint8Array.of(...message, 0)),
        quorum(),
      ),
    abort: 'messages::EInvalidMessageLength',
    refusal: 'MESSAGE_PADDED',
  },
];

describe('R4: only a certificate of a quorum for this blob in this epoch certifies it', () => {
  for (const attack of attacks) {
    it(`${attack.name} aborts on chain, and the SDK refuses it before that`, async () => {
      await assert.rejects(certify(attack.certificate()), (error: unknown) => {
        assert.ok(error instanceof TransactionFailed, String(error));
        const abort = error.values['abort'] as { module: string; name: string; sentence: string } | undefined;
        assert.equal(`${abort?.module}::${abort?.name}`, attack.abort, error.message);
        assert.ok(error.message.includes(abort!.sentence), 'the user reads the sentence');
        assert.equal(typeof error.values['digest'], 'string', 'the chain executed it');
        return true;
      });
      assert.equal(await isCertified(), false);

      const refused = (code: string) => (error: unknown) => {
        assert.ok(error instanceof CertificateError, String(error));
        assert.ok(error.code.startsWith(code), `${error.code} instead of ${code}`);
        return true;
      };
      assert.throws(
        () => verifyCertificate(committee, attack.certificate(), expected()),
        refused(attack.refusal),
      );
      if (attack.aggregate)
        assert.throws(attack.aggregate, refused(attack.aggregateRefusal ?? attack.refusal));
    });
  }

  it('and exactly a quorum of it does, once, in any epoch only if it is of that epoch', async () => {
    const { client, publisher, turnEpoch } = world;
    const stale = aggregateCertificate(committee, expected(), sign(quorum(), messageOf()));
    assert.equal(verifyCertificate(committee, stale, expected()).weight, quorumWeight(SHARDS) + 1);
    await turnEpoch();
    await assert.rejects(certify(stale), /EIncorrectEpoch/, 'a certificate does not outlive its epoch');

    const now = await client.haulout.committee();
    const message = expected({ epoch: now.epoch });
    const signers = [heavy[0]!, heavy[1]!, heavy[3]!];
    const confirmations = sign(signers, blobCertificateMessage(message)).map(({ nodeId, signature }) => ({
      node: now.nodes.findIndex((node) => node.nodeId === nodeId),
      signature,
    }));
    const transaction = await client.haulout.certifyTransaction({
      blobObjectId,
      confirmations: { committee: now, message, confirmations, weight: 7, nodes: [] },
    });
    await execute({ client, what: 'certify', transaction, signer: publisher });
    assert.equal(await isCertified(), true);
    const again = aggregateCertificate(
      signingCommittee(now),
      message,
      sign(signers, blobCertificateMessage(message)),
    );
    await assert.rejects(certify(again), /EAlreadyCertified/);
  });
});

describe('storing needs money', () => {
  it('says what is missing before anything is sent', async () => {
    const { client, devnet } = world;
    const poor = await devnet.newAccount('poor');
    const options = { bytes: new Uint8Array(10), epochs: 1, deletable: true, signer: poor };
    await assert.rejects(client.haulout.store(options), { code: 'INSUFFICIENT_FUNDS' });
    const { total } = await client.haulout.storageCost({ bytes: 10, epochs: 1 });
    await giveWal(world, poor.toSuiAddress(), total - 1n);
    await assert.rejects(client.haulout.store(options), (error: { values: Record<string, unknown> }) => {
      assert.equal(error.values['needed'], total);
      assert.equal(error.values['available'], total - 1n);
      return true;
    });
    assert.ok(total < WAL);
  });
});
