/** `haulout pool`, against a network that lives. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { deploy, fileJournal, writeKeystore, type Network } from 'haulout';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { ran } from '../../support/printed.js';

describe('R21: a pool on the command line', () => {
  let folder: string;
  let network: Network;
  let signed: string[];
  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haulout-pools-'));
    network = await openGoldenNetwork({ nodes: 4, shards: 10, rpcPort: 0 });
    const { deployment, rpcUrl, wallet } = network;
    await fileJournal(file('deployment.json')).save({ ...deployment, rpcUrl });
    await writeKeystore(file('wallet'), [wallet]);
    signed = ['--deployment', file('deployment.json'), '--keystore', file('wallet')];
  });
  afterAll(async () => {
    await network?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What people see of a command that does not fail; no line is wider than a terminal. */
  async function text(...args: string[]): Promise<string> {
    // What is only looked at needs no key.
    const flags = args[0] === 'show' ? signed.slice(0, 2) : signed;
    const { code, stdout, stderr } = await ran('pool', ...args, ...flags);
    assert.equal(code, 0, stderr);
    const all = `${stdout.toString()}${stderr}`;
    for (const line of all.split('\n')) assert.ok(line.length <= 80, line);
    return all;
  }
  async function json<T>(...args: string[]): Promise<T> {
    const { code, stdout, stderr } = await ran('pool', ...args, ...signed, '--json');
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout.toString().trimEnd().split('\n').at(-1)!) as T;
  }

  it('is bought, filled, emptied, prolonged, enlarged, made smaller, and given up', async () => {
    const made = await text('create', '--size', '1MiB', '--epochs', '2');
    assert.match(made, /room +1 MiB free of 1 MiB\n/);
    assert.match(made, /until +epoch \d+ \(.* in .*\)\npaid +0\.\d+ WAL\n/);
    const { pools } = await json<{ pools: { poolId: string }[] }>('list');
    assert.equal(pools.length, 1);
    const { poolId } = pools[0]!;
    assert.match(await text('list'), new RegExp(`1 MiB free of 1 MiB +0 +epoch \\d+\n +pool ${poolId}\n`));

    await writeFile(file('a'), 'one');
    await writeFile(file('b'), 'two');
    assert.match(await text('store', poolId, file('a'), file('b'), '--permanent'), /WAL: 0 storage/);
    await writeFile(file('c'), 'three');
    const { blobId } = await json<{ blobId: string }>('store', poolId, file('c'));
    const shown = await text('show', poolId);
    assert.match(shown, /blobs +3\n/);
    assert.match(shown, /3 bytes +permanent/);
    assert.match(shown, new RegExp(`${blobId} +5 bytes +deletable`));
    assert.match(await text('delete', poolId, blobId), /blobs +2\n/);

    assert.match(await text('grow', poolId, '--size', '1MiB'), / of 2 MiB\n/);
    assert.match(await text('shrink', poolId, '--size', '512KiB'), /^512 KiB taken out\nstorage 0x/);
    const { epoch } = await network.client.haulout.systemState();
    assert.match(await text('extend', poolId, '--epochs', '1'), new RegExp(`until +epoch ${epoch + 3} `));

    const refused = await ran('pool', 'destroy', poolId, ...signed);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /has 2 blobs until epoch \d+; delete what is in it first/);
  });

  it('is in a bucket where the network has them, governed by a capability', async () => {
    const missing = await ran('pool', 'create', '--size', '1MiB', '--epochs', '2', '--bucket', ...signed);
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /no buckets: haulout deploy --with blob_bucket/);
    const { devnet } = network;
    const publisher = devnet.newAccount('publisher');
    const journal = fileJournal(file('deployment.json'));
    await deploy({ client: devnet.client, publisher, journal, extras: ['blob_bucket'] });

    const made = await json<{ pool: { poolId: string }; bucket: { capId: string } }>(
      ...['create', '--size', '1MiB', '--epochs', '2', '--bucket'],
    );
    const [{ poolId }, cap] = [made.pool, ['--cap', made.bucket.capId]];
    // The key has the capability, which need not be named.
    const { blobId } = await json<{ blobId: string }>('store', poolId, file('c'));
    assert.match(await text('list'), new RegExp(`pool ${poolId}\n +cap +${made.bucket.capId}\n`));
    assert.match(await text('show', poolId), new RegExp(`${blobId} +5 bytes +deletable`));
    assert.match(await text('grow', poolId, '--size', '1MiB', ...cap), / of 2 MiB\n/);
    assert.match(await text('extend', poolId, '--epochs', '1', ...cap), /until +epoch \d+ /);
    assert.match(await text('delete', poolId, blobId), /blobs +0\n/);
    const { pools, buckets } = await json<Record<'pools' | 'buckets', { poolId: string }[]>>('list');
    assert.deepEqual(
      buckets.map((one) => one.poolId),
      [poolId],
    );
    const other = await ran('pool', 'grow', pools[0]!.poolId, '--size', '1MiB', ...cap, ...signed);
    assert.equal(other.code, 1);
    assert.match(other.stderr, new RegExp(`governs pool ${poolId}, not ${pools[0]!.poolId}`));
    assert.match(await text('destroy', poolId, ...cap), /given up\nstorage 0x/);
    assert.match(await text('create', '--size', '1MiB', '--epochs', '2', '--bucket'), /cap +0x/);
  });
});
