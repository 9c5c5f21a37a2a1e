/** Deployments: made once however often they are interrupted, and kept in a file that others read. */
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { Secp256k1Keypair } from '@mysten/sui/keypairs/secp256k1';
import { Secp256r1Keypair } from '@mysten/sui/keypairs/secp256r1';
import { Transaction } from '@mysten/sui/transactions';
import { Devnet } from '@haulout/devnet';
import { haulout } from '@haulout/sdk/client';
import { readWalrusSubsidies } from '@haulout/sdk/chain';
import { walExchange } from '@haulout/sdk/contracts';
import {
  deploy,
  DeployError,
  fileJournal,
  readDeployment,
  readKeystore,
  writeKeystore,
  type DeploymentRecord,
  type Journal,
} from 'haulout';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'haulout-deploy-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const parameters = { nShards: 20 };

/** Packages that an account has published. */
const published = async (devnet: Devnet, publisher: Ed25519Keypair): Promise<number> => {
  const { objects } = await devnet.client.listOwnedObjects({
    owner: publisher.toSuiAddress(),
    type: '0x2::package::UpgradeCap',
  });
  return objects.length;
};

describe('R24: a deployment that is interrupted', () => {
  let devnet: Devnet;
  let publisher: Ed25519Keypair;
  let fresh: ReturnType<Devnet['snapshot']>;
  /** What there is of chain and record at a moment, which is what a process leaves that is killed then. */
  interface Left {
    readonly chain: ReturnType<Devnet['snapshot']>;
    readonly record: DeploymentRecord | undefined;
  }
  const left: Record<'before' | 'after', Left[]> = { before: [], after: [] };
  beforeAll(async () => {
    devnet = await Devnet.start({ seed: 'deploy' });
    publisher = devnet.newAccount('publisher');
    fresh = devnet.snapshot();
    let record: DeploymentRecord | undefined;
    const noted = (): Left => ({ chain: devnet.snapshot(), record });
    const journal: Journal = {
      load: async () => record,
      async save(next) {
        left.before.push(noted());
        record = structuredClone(next);
        left.after.push(noted());
      },
    };
    await deploy({ client: devnet.client, publisher, parameters, journal });
    // Six transactions, each written down before and after.
    assert.equal(left.after.length, 12);
  });
  afterAll(() => devnet.stop());

  /** Chain and journal as they are when the process was killed at its n-th writing. */
  const killed = async (when: 'before' | 'after', saves: number, file: string): Promise<Journal> => {
    const { chain, record } = left[when][saves - 1]!;
    devnet.restore(chain);
    const journal = fileJournal(join(folder, file));
    if (record !== undefined) await journal.save(record);
    return journal;
  };

  // Before 3, 5 and so on it looks as after 2, 4, ...
  for (const [when, moments] of [
    ['before', [1, 2, 4, 6, 8, 10, 12]],
    ['after', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
  ] as const) {
    for (const saves of moments) {
      it(`is finished by the next run: killed ${when} writing its record for the ${saves}. time`, async () => {
        const journal = await killed(when, saves, `${when}-${saves}.json`);
        const { client } = devnet;
        const states: string[] = [];
        const onStep = (step: string, state: string) => void states.push(`${step} ${state}`);
        const begun = await journal.load();
        const record = await deploy({ client, publisher, journal, onStep });
        assert.equal(states.length, 6);
        assert.equal(
          record.parameters.nShards,
          begun?.parameters.nShards ?? 100,
          'the first run has decided',
        );
        // The network has the capabilities of walrus and of evidence; others were destroyed.
        assert.equal(await published(devnet, publisher), 0, 'nothing was published twice');
        assert.deepEqual(await readDeployment(join(folder, `${when}-${saves}.json`)), await journal.load());
      });
    }
  }

  it('is finished whichever answer of the network was lost', async () => {
    for (const lost of [1, 2, 3, 4, 5, 6]) {
      // What came before the transaction is on record.
      const journal = await killed('before', 2 * lost - 1, `lost-${lost}.json`);
      let cut = false;
      const unavailable = () => new RpcError('the connection is gone', 'UNAVAILABLE');
      const client = new SuiGrpcClient({ network: 'devnet', transport: devnet.transport });
      const { core } = client;
      const { executeTransaction, getTransaction } = core;
      core.executeTransaction = async (input) => {
        const answer = await executeTransaction.call(core, input);
        assert.equal(answer.$kind, 'Transaction');
        cut = true;
        throw unavailable();
      };
      core.getTransaction = (input) =>
        cut ? Promise.reject(unavailable()) : (getTransaction.call(core, input) as never);
      await assert.rejects(
        deploy({ client, publisher, parameters, journal }),
        (error) => error instanceof DeployError && error.code === 'TRANSACTION_UNCERTAIN',
      );
      const { pending } = (await journal.load())!;
      assert.deepEqual(pending?.step, left.after[2 * lost - 2]!.record!.pending!.step);
      await deploy({ client: devnet.client, publisher, journal });
      assert.equal(await published(devnet, publisher), 0);
    }
  });

  it('builds a transaction anew that was signed and can no longer be executed', async () => {
    const journal = await killed('after', 5, 'stale.json');
    const { client } = devnet;
    const signed = (await journal.load())!.pending!;
    assert.equal(signed.step, 'publish-walrus');
    // Something else of the publisher's uses the coin that was to pay.
    const other = new Transaction();
    other.transferObjects([other.splitCoins(other.gas, [1n])], publisher.toSuiAddress());
    await client.signAndExecuteTransaction({ transaction: other, signer: publisher });
    const record = await deploy({ client, publisher, journal });
    assert.ok(record.systemObjectId);
    await assert.rejects(
      client.getTransaction({ digest: signed.digest }),
      'the first one was never executed',
    );
  });

  it('does nothing when it is finished, and is not mixed up with another', async () => {
    devnet.restore(fresh);
    const journal = fileJournal(join(folder, 'twice.json'));
    const { client } = devnet;
    const first = await deploy({ client, publisher, parameters, journal });
    const tip = devnet.ledger.latestCheckpoint().digest;
    assert.deepEqual(await deploy({ client, publisher, parameters, journal }), await journal.load());
    assert.equal(devnet.ledger.latestCheckpoint().digest, tip);
    assert.equal(first.walType, `${first.walPackageId}::wal::WAL`);
    const { haulout: users } = client.$extend(haulout(first));
    await assert.rejects(users.committee(), { name: 'NoCommittee', code: 'NO_COMMITTEE' });
    await assert.rejects(users.read({ blobId: 'A'.repeat(43) }), /epoch 0 has no committee\. Nodes register/);

    const other = (error: unknown) => error instanceof DeployError && error.code === 'OTHER_DEPLOYMENT';
    await assert.rejects(deploy({ client, publisher, parameters: { nShards: 21 }, journal }), other);
    await assert.rejects(deploy({ client, publisher: devnet.newAccount('another'), journal }), other);
    const elsewhere = await Devnet.start({ seed: 'elsewhere' });
    await assert.rejects(deploy({ client: elsewhere.client, publisher, journal }), other);
    elsewhere.stop();
  });

  it('says why a transaction failed, and can be run again when that is mended', async () => {
    devnet.restore(fresh);
    let record: DeploymentRecord | undefined;
    const journal: Journal = { load: async () => record, save: async (next) => void (record = next) };
    const poor = Ed25519Keypair.fromSecretKey(new Uint8Array(32).fill(7));
    const { client } = devnet;
    await assert.rejects(deploy({ client, publisher: poor, parameters, journal }));
    devnet.fund(poor.toSuiAddress(), 100_000_000_000n);
    assert.ok((await deploy({ client, publisher: poor, journal })).stakingObjectId);
  });
});

describe('an exchange of SUI and WAL', () => {
  let devnet: Devnet;
  let publisher: Ed25519Keypair;
  let journal: Journal;
  let without: DeploymentRecord;
  const exchangeFrost = 7_000_000_000n;
  beforeAll(async () => {
    devnet = await Devnet.start({ seed: 'exchange' });
    publisher = devnet.newAccount('publisher');
    journal = fileJournal(join(folder, 'exchange.json'));
    without = await deploy({ client: devnet.client, publisher, parameters, journal });
  });
  afterAll(() => devnet.stop());

  it('is no part of a deployment that was not asked for one; governance is: its ids are in the record', async () => {
    assert.equal(without.exchangeObjectId, undefined);
    for (const [objectId, type] of [
      [without.upgradeManagerId, 'UpgradeManager'],
      [without.emergencyUpgradeCapId, 'EmergencyUpgradeCap'],
    ] as const) {
      const { object } = await devnet.client.getObject({ objectId: objectId! });
      assert.equal(object.type, `${without.packageId}::upgrade::${type}`);
    }
  });

  it('is added later, finished when that is interrupted, and made once', async () => {
    const { client } = devnet;
    // Sent and forgotten: first the publication, then the filling.
    for (const saves of [1, 2]) {
      let left = saves;
      const dying: Journal = {
        load: () => journal.load(),
        async save(record) {
          await journal.save(record);
          if (--left === 0) throw new Error('killed');
        },
      };
      await assert.rejects(deploy({ client, publisher, journal: dying, exchangeFrost }), /killed/);
      await assert.rejects(readDeployment(join(folder, 'exchange.json')), { code: 'UNFINISHED' });
    }
    const states: string[] = [];
    const onStep = (step: string, state: string) => void states.push(`${step} ${state}`);
    const record = await deploy({ client, publisher, journal, onStep });
    assert.deepEqual(states.slice(6), ['publish-exchange before', 'fill-exchange done']);
    assert.deepEqual(await readDeployment(join(folder, 'exchange.json')), await journal.load());
    assert.equal(record.systemObjectId, without.systemObjectId);
    await assert.rejects(deploy({ client, publisher, journal, exchangeFrost: 1n }), {
      code: 'OTHER_DEPLOYMENT',
    });

    const found = await client.getObject({ objectId: record.exchangeObjectId!, include: { content: true } });
    const { wal, rate, admin } = walExchange.Exchange.parse(found.object.content);
    assert.deepEqual([wal.value, rate], [`${exchangeFrost}`, { wal: '1', sui: '1' }]);
    assert.equal(admin, record.exchangeAdminCapId);
    const caps = await client.listOwnedObjects({
      owner: publisher.toSuiAddress(),
      type: `${record.exchangePackageId}::wal_exchange::AdminCap`,
    });
    assert.deepEqual(
      caps.objects.map(({ objectId }) => objectId),
      [record.exchangeAdminCapId],
    );
  });

  it('has packages on top of walrus where they are wanted, which no account can upgrade', async () => {
    const { client } = devnet;
    const capsBefore = await published(devnet, publisher);
    const first = await deploy({ client, publisher, journal, extras: ['subsidies'] });
    assert.deepEqual(first.extras, ['subsidies']);
    const states: string[] = [];
    const onStep = (step: string, state: string) => void states.push(`${step} ${state}`);
    const extras = ['walrus_subsidies', 'blob_bucket'] as const;
    const record = await deploy({ client, publisher, journal, extras, onStep });
    assert.deepEqual(states.slice(-4), [
      'publish-blob-bucket done',
      'publish-subsidies before',
      'publish-walrus-subsidies done',
      'open-walrus-subsidies done',
    ]);
    const pool = await readWalrusSubsidies(client, record.walrusSubsidiesObjectId!);
    assert.equal(pool.packageId, record.walrusSubsidiesPackageId);
    const { object } = await client.getObject({ objectId: record.walrusSubsidiesAdminCapId! });
    assert.equal(object.owner.AddressOwner, publisher.toSuiAddress());
    assert.equal(record.subsidiesPackageId, first.subsidiesPackageId);
    assert.deepEqual(await readDeployment(join(folder, 'exchange.json')), await journal.load());
    for (const packageId of [record.bucketPackageId, record.walrusSubsidiesPackageId])
      assert.equal(devnet.ledger.getObject(packageId!)?.data.kind, 'package');
    assert.equal(await published(devnet, publisher), capsBefore);
  });
});

describe('files of a deployment', () => {
  it('that cannot be used are refused with one line', async () => {
    const file = join(folder, 'bad.json');
    const code = (expected: string) => (error: unknown) =>
      error instanceof DeployError && error.code === expected && !error.message.includes('\n');
    const whole = {
      chain: 'c',
      publisher: '0x1',
      parameters: {
        nShards: 1,
        epochZeroDurationMs: 1,
        epochDurationMs: 1,
        maxEpochsAhead: 1,
        challengeSamples: 2,
        challengeStepMs: 1,
      },
    };
    const pending = { step: 'publish-wal', digest: 'd', transaction: 't', signature: 's' };
    const bad = [
      '',
      'null',
      '[]',
      '{}',
      JSON.stringify({ ...whole, parameters: { ...whole.parameters, nShards: -1 } }),
      JSON.stringify({ ...whole, packageId: 7 }),
      JSON.stringify({ ...whole, exchangeFrost: 7 }),
      JSON.stringify({ ...whole, exchangeFrost: '-7' }),
      JSON.stringify({ ...whole, extras: ['walrus'] }),
      JSON.stringify({ ...whole, extras: 'subsidies' }),
      JSON.stringify({ ...whole, pending: { ...pending, step: 'other' } }),
      JSON.stringify({ ...whole, pending: { ...pending, digest: null } }),
      ' '.repeat(5 * 1024 * 1024),
    ];
    for (const text of bad) {
      await writeFile(file, text);
      await assert.rejects(readDeployment(file), code('BAD_FILE'), text.slice(0, 80));
    }
    await writeFile(file, JSON.stringify({ ...whole, pending }));
    await assert.rejects(readDeployment(file), code('UNFINISHED'));
    await assert.rejects(readDeployment(join(folder, 'missing')), { code: 'NO_FILE' });
  });
});

describe('keystores', () => {
  const keys = [new Ed25519Keypair(), new Secp256k1Keypair(), new Secp256r1Keypair()];

  it('hold keys of every scheme, in the format of the Sui CLI', async () => {
    const file = join(folder, 'sui.keystore');
    await writeKeystore(file, keys);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const entries = JSON.parse(await readFile(file, 'utf8')) as string[];
    assert.deepEqual(
      entries.map((entry) => [...Buffer.from(entry, 'base64')].length),
      [33, 33, 33],
    );
    assert.deepEqual(
      entries.map((entry) => Buffer.from(entry, 'base64')[0]),
      [0, 1, 2],
    );
    for (const key of keys) {
      const read = await readKeystore(file, key.toSuiAddress());
      assert.equal(read.getSecretKey(), key.getSecretKey());
    }
    await assert.rejects(readKeystore(file), { code: 'WHICH_KEY' });
    await assert.rejects(readKeystore(file, '0x5'), { code: 'NO_SUCH_KEY' });
  });

  it('with one key need no address; what is no keystore is refused', async () => {
    const file = join(folder, 'one.keystore');
    await writeKeystore(file, [keys[0]!]);
    assert.equal((await readKeystore(file)).toSuiAddress(), keys[0]!.toSuiAddress());
    for (const text of ['', '{}', '[]', '["AAAA"]', '[7]', `["${Buffer.alloc(33, 9).toString('base64')}"]`]) {
      await chmod(file, 0o600);
      await writeFile(file, text);
      await assert.rejects(readKeystore(file), { code: 'BAD_KEYSTORE' }, text);
    }
  });
});
