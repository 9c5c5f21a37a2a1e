/**
 * walrus is upgraded and migrated in the middle of a round, evidence in the middle of another, each without
 * the other: the two speak in values, so neither notices.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import { encodeBlob } from '@haulout/sdk/encoding';
import { events } from '@haulout/sdk/contracts';
import {
  addEntrustedUpgrade,
  addEvidenceMigration,
  addMigration,
  addUpgrade,
  addUpgradeVote,
} from '@haulout/sdk/operator';
import { generate } from '../../support/encoded.js';
import { compileNextVersion } from '../../support/next-version.js';
import { PaperEvidence } from '../../support/paper-evidence.js';

const COUNT = 4;
const all = Array.from({ length: COUNT }, (_, index) => index);
const quorum = all.slice(0, 3);

describe('R16 to R19: evidence goes on through upgrades', () => {
  let paper: PaperEvidence;
  let blob: { readonly blobId: Uint8Array; readonly rootHash: Uint8Array; readonly size: number };
  let blobObjectId: string;

  beforeAll(async () => {
    paper = await PaperEvidence.start({ nShards: COUNT, count: COUNT });
    blob = { ...(await encodeBlob(generate('xorshift32', 500, 3), { nShards: COUNT })), size: 500 };
    blobObjectId = await paper.store(blob, quorum);
  });
  afterAll(() => paper.network.devnet.stop());

  /** The first half of a round, up to its seed. */
  const begin = async (number: number): Promise<void> => {
    paper.network.devnet.advanceClock(3_600_000n / 64n);
    await paper.open();
    await paper.ready(number, quorum);
  };

  /** The second half: the last member does not answer, and pays. */
  const finish = async (number: number): Promise<void> => {
    paper.network.devnet.advanceClock(10_000n);
    await paper.draw();
    await paper.answer(number, quorum);
    paper.network.devnet.advanceClock(20_000n);
    await paper.pass(number, quorum, quorum);
    paper.network.devnet.advanceClock(200_000n);
    await paper.decide();
    await paper.settle();
    const missed = paper.members.at(-1)!.nodeId;
    assert.deepEqual(
      paper.lastPenalties().map(({ nodeId, cause }) => ({ nodeId, cause })),
      [{ nodeId: missed, cause: 3 }],
    );
  };

  const vote = async (digest: Uint8Array, entrustedCapId?: string): Promise<void> => {
    const { network, members } = paper;
    for (const { nodeId } of members.slice(0, 3)) {
      const transaction = new Transaction();
      addUpgradeVote(transaction, contracts(), { nodeId, digest, entrustedCapId });
      await network.run(transaction);
    }
  };

  const contracts = () => {
    const { stakingObjectId, systemObjectId, upgradeManagerId } = paper.network.deployment;
    const packageId = paper.walrusPackageId;
    return { packageId, stakingObjectId, systemObjectId, upgradeManagerId: upgradeManagerId! };
  };

  const upgradeWalrus = async (): Promise<void> => {
    const { network } = paper;
    const { modules, dependencies, digest } = await compileNextVersion('walrus', network.deployment);
    await vote(digest);
    const transaction = new Transaction();
    addUpgrade(transaction, contracts(), {
      modules: modules.map(({ bytecode }) => bytecode),
      dependencies,
      digest,
    });
    const { published } = await network.run(transaction);
    paper.walrusPackageId = published!;
    const migration = new Transaction();
    addMigration(migration, contracts());
    await network.run(migration);
  };

  const upgradeEvidence = async (): Promise<void> => {
    const { network } = paper;
    const { modules, dependencies, digest } = await compileNextVersion('evidence', network.deployment);
    const { packageId } = network.deployment;
    const { events: entrusted } = await network.devnet.client.core.listEvents({
      filter: { eventType: `${packageId}::events::UpgradeCapEntrusted` },
    });
    const capId = events.UpgradeCapEntrusted.parse(entrusted[0]!.bcs).cap_id;
    await vote(digest, capId);
    const transaction = new Transaction();
    addEntrustedUpgrade(transaction, contracts(), {
      modules: modules.map(({ bytecode }) => bytecode),
      dependencies,
      digest,
      capId,
      currentPackageId: paper.packageId,
    });
    const { published } = await network.run(transaction);
    paper.packageId = published!;
    const migration = new Transaction();
    const { evidenceId } = paper;
    addEvidenceMigration(migration, { evidencePackageId: published!, evidenceObjectId: evidenceId });
    await network.run(migration);
  };

  test('walrus moves on in the middle of a round', async () => {
    await begin(1);
    await upgradeWalrus();
    await finish(1);
    assert.equal(await paper.isAvailable(blobObjectId), true);
  });

  test('evidence moves on in the middle of a round; its old version is refused', async () => {
    await begin(2);
    const old = paper.packageId;
    await upgradeEvidence();
    await finish(2);
    const current = paper.packageId;
    paper.packageId = old;
    await assert.rejects(paper.decide(), /evidence/);
    // What contracts ask goes on in whatever version they know.
    assert.equal(await paper.isAvailable(blobObjectId), true);
    paper.packageId = current;
  });

  test('a loss declared after both is seen through every version, and revoked', async () => {
    await paper.refuse(blob.blobId, quorum);
    const record = paper.lastLoss();
    const current = paper.packageId;
    for (const version of [current, paper.network.deployment.evidencePackageId]) {
      paper.packageId = version;
      assert.equal(await paper.isAvailable(blobObjectId), false);
    }
    paper.packageId = current;
    await paper.revoke(blob.blobId, record, quorum);
    assert.equal(await paper.isAvailable(blobObjectId), true);
  });
});
