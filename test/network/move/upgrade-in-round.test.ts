/**
 * Both packages are upgraded and migrated in the middle of rounds, while nodes, operators and a client run
 * that know of it only what the chain says.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import type { Signer } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import type { Network } from 'haulout';
import { execute, readEvidenceState, type RoundState } from '@haulout/sdk/chain';
import type { StoredBlob } from '@haulout/sdk/client';
import { events } from '@haulout/sdk/contracts';
import {
  addEntrustedUpgrade,
  addEvidenceMigration,
  addMigration,
  addUpgrade,
  addUpgradeVote,
} from '@haulout/sdk/operator';
import { altered } from '../../support/altered-sliver.js';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { compileNextVersion } from '../../support/next-version.js';
import { operate } from '../../support/operate.js';
import { penaltiesDue } from '../../support/penalties-due.js';

let network: Network;
let stored: StoredBlob;
let evidenceCapId: string;

beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  const { client, wallet: signer } = network;
  const bytes = seededBytes(9_000, 1);
  stored = await client.haulout.store({ bytes, epochs: 9, deletable: false, signer });
  await network.rounds.include();
  evidenceCapId = await findEvidenceCap();
});
afterAll(() => network?.stop());
/** Each epoch has a round. */
beforeEach(async () => void (await network.nextEpoch()));

describe('R16: rounds go on with running nodes while the contracts are upgraded', () => {
  test('walrus moves on while members say which set they have', async () => {
    const { rounds } = network;
    await rounds.open();
    await upgradeWalrus(2);
    await rounds.ready();
    assert.deepEqual(await finish(), ['passed', 'passed', 'passed', 'passed']);
    await worksAsBefore();
  });

  test('evidence moves on between the seed and the answers; who is down misses', async () => {
    const { rounds, nodes } = network;
    await rounds.open();
    await rounds.ready();
    await rounds.draw();
    const { packageId: before } = await judges();
    await upgradeEvidence(2);
    const after = await judges();
    assert.equal(after.version, 2n);
    assert.notEqual(after.packageId, before);
    assert.equal(after.originalPackageId, network.deployment.evidencePackageId);
    await nodes[3]!.crash();
    await rounds.answer();
    await rounds.judge();
    assert.deepEqual(verdicts(await rounds.settle()), ['passed', 'passed', 'passed', 'missed']);
    await nodes[3]!.restart();
    await worksAsBefore();
  });

  test('both move on before verdicts: who has lied is convicted, and pays', async () => {
    const { rounds, nodes } = network;
    const liar = nodes[1]!;
    liar.answerWrong(altered);
    await rounds.open();
    await rounds.ready();
    await rounds.draw();
    await rounds.answer();
    await upgradeEvidence(3);
    await upgradeWalrus(3, withTreasury);
    await rounds.judge();
    const round = await rounds.settle();
    liar.answerWrong(undefined);
    assert.deepEqual(verdicts(round), ['passed', 'wrong', 'passed', 'passed']);
    assert.ok((await penaltiesDue(network, liar.identity.nodeId)) > 0n);
    await worksAsBefore();
  });

  test('a round later all pass, in third versions, where an epoch starts by another call', async () => {
    assert.equal((await judges()).version, 3n);
    assert.deepEqual(verdicts(await network.rounds.whole()), ['passed', 'passed', 'passed', 'passed']);
    const { epoch, epochDurationMs } = await network.client.haulout.stakingState();
    network.devnet.advanceClock(epochDurationMs);
    assert.ok((await operate(network)).includes('start-epoch'));
    assert.equal((await network.client.haulout.stakingState()).epoch, epoch + 1);
  });
});

/** As Walrus's contracts have it: an epoch starts by the second version of the call alone. */
function withTreasury(text: string): string {
  return text.replace(
    /public fun initiate_epoch_change\(self: .*\{[^}]*\}/,
    'public fun initiate_epoch_change(_: &mut Staking, _: &mut System, _: &Clock) { abort 2 }',
  );
}

const judges = () => readEvidenceState(network.devnet.client, network.deployment.evidenceObjectId);

const verdicts = ({ members }: RoundState) =>
  network.nodes.map(({ identity }) => members.find(({ nodeId }) => nodeId === identity.nodeId)!.verdict);

/** The rest of a round whose set is signed. */
async function finish() {
  const { rounds } = network;
  await rounds.draw();
  await rounds.answer();
  await rounds.judge();
  return verdicts(await rounds.settle());
}

/** A client that knew the first version reads, stores, and asks whether a blob is available. */
async function worksAsBefore(): Promise<void> {
  const { haulout } = network.client;
  assert.deepEqual(await haulout.read(stored), seededBytes(9_000, 1));
  const bytes = seededBytes(700, 2);
  const more = await haulout.store({ bytes, epochs: 2, deletable: true, signer: network.wallet });
  assert.deepEqual(await haulout.read(more), bytes);
  assert.ok((await haulout.checkAvailability({ blobId: stored.blobId })).isConfident);
}

const send = (what: string, transaction: Transaction, signer: Signer = network.wallet) =>
  execute({ client: network.devnet.client, what, transaction, signer });

/** Publishes a version of a package; resolves to its id. */
async function publish(what: string, transaction: Transaction): Promise<string> {
  const { digest } = await send(what, transaction);
  const { Transaction: done } = await network.devnet.client.core.getTransaction({
    digest,
    include: { effects: true },
  });
  return done!.effects.changedObjects.find(({ outputState }) => outputState === 'PackageWrite')!.objectId;
}

const contracts = async () => ({
  ...network.deployment,
  packageId: (await network.client.haulout.contracts()).packageId,
  upgradeManagerId: network.deployment.upgradeManagerId!,
});

/** All nodes vote for a package. */
async function vote(digest: Uint8Array, entrustedCapId?: string): Promise<void> {
  for (const { identity } of network.nodes) {
    const transaction = new Transaction();
    const { nodeId } = identity;
    addUpgradeVote(transaction, await contracts(), { nodeId, digest, entrustedCapId });
    await send('vote', transaction, identity.operator);
  }
}

async function upgradeWalrus(version: number, edit?: (text: string) => string): Promise<void> {
  const next = await compileNextVersion('walrus', network.deployment, { version, edit });
  const { dependencies, digest } = next;
  const modules = next.modules.map(({ bytecode }) => bytecode);
  await vote(digest);
  const transaction = new Transaction();
  addUpgrade(transaction, await contracts(), { modules, dependencies, digest });
  const packageId = await publish('upgrade walrus', transaction);
  const migration = new Transaction();
  addMigration(migration, { ...(await contracts()), packageId });
  await send('migrate walrus', migration);
}

async function upgradeEvidence(version: number): Promise<void> {
  const next = await compileNextVersion('evidence', network.deployment, { version });
  const { dependencies, digest } = next;
  const modules = next.modules.map(({ bytecode }) => bytecode);
  await vote(digest, evidenceCapId);
  const transaction = new Transaction();
  addEntrustedUpgrade(transaction, await contracts(), {
    ...{ modules, dependencies, digest },
    capId: evidenceCapId,
    currentPackageId: (await judges()).packageId,
  });
  const evidencePackageId = await publish('upgrade evidence', transaction);
  const { evidenceObjectId } = network.deployment;
  const migration = new Transaction();
  addEvidenceMigration(migration, { evidencePackageId, evidenceObjectId });
  await send('migrate evidence', migration);
}

/** The upgrade cap of `evidence`, which is entrusted to the nodes. */
async function findEvidenceCap(): Promise<string> {
  const { devnet, deployment } = network;
  const { events: entrusted } = await devnet.client.core.listEvents({
    filter: { eventType: `${deployment.packageId}::events::UpgradeCapEntrusted` },
  });
  return events.UpgradeCapEntrusted.parse(entrusted[0]!.bcs).cap_id;
}
