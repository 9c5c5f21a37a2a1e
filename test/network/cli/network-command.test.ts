/**
 * The commands together, as a person or a script uses them: the network, and one of each kind of command, in
 * a process of its own; the others here, where what they need is loaded.
 */
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { requestSuiFromFaucetV2 } from '@mysten/sui/faucet';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { WalrusFile } from '@mysten/walrus';
import { readDeployment, writeKeystore } from 'haulout';
import { readWalrusSubsidies } from '@haulout/sdk/chain';
import { walExchange } from '@haulout/sdk/contracts';
import { haulout as hauloutExtension } from '@haulout/sdk/client';
import { seededBytes } from '../../support/bytes.js';
import { officialClientOf } from '../../support/official-client.js';
import { ran, type Ran } from '../../support/printed.js';

const main = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));
const command = [main];
const run = promisify(execFile);
const haulout = (...args: string[]) => run(process.execPath, [...command, ...args], { encoding: 'buffer' });
/** A command that does not fail, in this process. */
async function hauloutHere(...args: string[]): Promise<Ran> {
  const result = await ran(...args);
  assert.equal(result.code, 0, result.stderr);
  return result;
}
const lines = (text: Buffer) =>
  text
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [...command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
const firstLine = async (child: ChildProcess): Promise<string> => {
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return line;
};

interface Ready {
  readonly rpcUrl: string;
  readonly systemObjectId: string;
  readonly stakingObjectId: string;
  readonly walType: string;
  readonly exchangeObjectId: string;
  readonly wallet: { readonly address: string; readonly secretKey: string };
  readonly nodes: readonly { readonly nodeId: string; readonly url: string }[];
  readonly deployment: string;
  readonly keystore: string;
  readonly bucketPackageId?: string;
  readonly subsidiesPackageId?: string;
  readonly walrusSubsidiesPackageId?: string;
  readonly walrusSubsidiesObjectId?: string;
}

describe('haulout network', () => {
  let folder: string;
  let network: ChildProcess;
  let ready: Ready;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haulout-network-command-'));
    network = start(
      'network',
      '--nodes',
      '4',
      '--shards',
      '10',
      '--seed',
      'command',
      '--epoch',
      '7d',
      '--with',
      'blob_bucket,walrus_subsidies',
      '--json',
    );
    ready = JSON.parse(await firstLine(network)) as Ready;
  });
  afterAll(async () => {
    network.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('serves commands: what store stores, status knows, check finds and read reads', async () => {
    const file = join(folder, 'a file.bin');
    const copy = join(folder, 'copy');
    await writeFile(file, Buffer.alloc(12_345, 'walrus '));
    const where = ['--deployment', ready.deployment];
    const { stdout } = await haulout('store', file, ...where, '--keystore', ready.keystore, '--json');
    const events = lines(stdout);
    const { kind, blobId, bytes } = events.at(-1)!;
    assert.deepEqual([kind, bytes], ['stored', 12_345]);
    assert.ok(events.some((event) => event['kind'] === 'progress' && event['phase'] === 'uploading'));

    const id = String(blobId);
    const read = await haulout('read', id, ...where, '-o', copy);
    const status = await hauloutHere('status', id, ...where, '--rpc', ready.rpcUrl, '--json');
    const checked = await hauloutHere('check', id, ...where, '--json');
    assert.equal(lines(status.stdout)[0]!['state'], 'certified');
    const { isConfident, unencodedLength, record } = lines(checked.stdout)[0]!;
    assert.deepEqual([isConfident, unencodedLength, record], [true, 12_345, undefined]);
    assert.equal(read.stdout.length, 0);
    assert.deepEqual(await readFile(copy), await readFile(file));
  });

  it('has the packages on top that were asked for, with a pool of subsidies, and no others', async () => {
    const client = new SuiGrpcClient({ network: 'devnet', baseUrl: ready.rpcUrl });
    const record = await readDeployment(ready.deployment);
    assert.deepEqual(record.extras, ['blob_bucket', 'walrus_subsidies']);
    assert.equal(ready.walrusSubsidiesObjectId, record.walrusSubsidiesObjectId);
    const pool = await readWalrusSubsidies(client, record.walrusSubsidiesObjectId!);
    assert.equal(pool.packageId, ready.walrusSubsidiesPackageId);
    const { function: made } = await client.core.getMoveFunction({
      ...{ packageId: ready.bucketPackageId!, moduleName: 'blob_bucket', name: 'new' },
    });
    assert.equal(made.name, 'new');
    assert.equal(ready.subsidiesPackageId, undefined);
  });

  it('stores files together, lists them, and reads each by its id or by its name', async () => {
    const names = ['b file.txt', 'a.bin'];
    const paths = names.map((name) => join(folder, name));
    await Promise.all(paths.map((path, index) => writeFile(path, Buffer.alloc(900 * index + 5, path))));
    const where = ['--deployment', ready.deployment];
    const { stdout } = await hauloutHere('store', ...paths, ...where, '--keystore', ready.keystore, '--json');
    const { blobId, files } = lines(stdout).at(-1)! as {
      blobId: string;
      files: { identifier: string; patchId: string }[];
    };
    assert.deepEqual(
      files.map(({ identifier }) => identifier),
      names,
    );
    const listed = await hauloutHere('files', blobId, ...where);
    const byId = await hauloutHere('read', files[0]!.patchId, ...where);
    const byName = await hauloutHere('read', blobId, '--file', 'a.bin', ...where);
    assert.equal(listed.stdout.toString(), `${files[1]!.patchId} a.bin\n${files[0]!.patchId} b file.txt\n`);
    assert.deepEqual(byId.stdout, await readFile(paths[0]!));
    assert.deepEqual(byName.stdout, await readFile(paths[1]!));
    const missing = await ran('read', blobId, '--file', 'c', ...where);
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /^haulout: quilt .* has no file "c"/);
  });

  it('serves any client with the ids and the key that it prints', async () => {
    const client = new SuiGrpcClient({ network: 'devnet', baseUrl: ready.rpcUrl }).$extend(
      hauloutExtension({
        systemObjectId: ready.systemObjectId,
        stakingObjectId: ready.stakingObjectId,
        nodeUrl: ({ networkAddress }) => `http://${networkAddress}`,
      }),
    );
    const signer = Ed25519Keypair.fromSecretKey(ready.wallet.secretKey);
    assert.equal(signer.toSuiAddress(), ready.wallet.address);
    const bytes = new TextEncoder().encode('from another process');
    const { blobId } = await client.haulout.store({ bytes, epochs: 1, deletable: false, signer });
    assert.deepEqual(Buffer.from(await client.haulout.read({ blobId })), Buffer.from(bytes));
  });

  it('R23: serves the official client over HTTP: blobs, files, and each reads what the other wrote', async () => {
    const sui = new SuiGrpcClient({ network: 'testnet', baseUrl: ready.rpcUrl });
    const official = officialClientOf(sui, ready);
    const signer = Ed25519Keypair.fromSecretKey(ready.wallet.secretKey);
    const blob = seededBytes(9_999, 1);
    const { totalCost } = await official.walrus.storageCost(blob.length, 2);
    const frost = async () =>
      BigInt(
        (await sui.getBalance({ owner: ready.wallet.address, coinType: ready.walType })).balance.balance,
      );
    const before = await frost();
    const { blobId } = await official.walrus.writeBlob({ blob, deletable: true, epochs: 2, signer });
    assert.equal(before - (await frost()), totalCost);
    assert.deepEqual(await official.walrus.readBlob({ blobId }), blob);

    const where = ['--deployment', ready.deployment];
    const read = await haulout('read', blobId, ...where);
    assert.deepEqual(read.stdout, Buffer.from(blob));

    const contents = [seededBytes(600, 2), seededBytes(900, 3)];
    const [first, second] = await official.walrus.writeFiles({
      files: contents.map((bytes, index) =>
        WalrusFile.from({ contents: bytes, identifier: `file-${index}` }),
      ),
      deletable: false,
      epochs: 1,
      signer,
    });
    const files = await official.walrus.getFiles({ ids: [first!.id, second!.id] });
    assert.deepEqual(await Promise.all(files.map((file) => file.bytes())), contents);
  });

  it('gives SUI to whoever asks, and WAL for SUI', async () => {
    const account = new Ed25519Keypair();
    const recipient = account.toSuiAddress();
    const keystore = join(folder, 'poor.keystore');
    await writeKeystore(keystore, [account]);
    await requestSuiFromFaucetV2({ host: ready.rpcUrl, recipient });
    const where = ['--deployment', ready.deployment, '--keystore', keystore];
    const { stdout } = await hauloutHere('get-wal', ...where, '--sui', '3', '--json');
    const [{ kind, owner, frost } = {}] = lines(stdout);
    assert.deepEqual([kind, owner, frost], ['exchanged', recipient, '3000000000']);
    const client = new SuiGrpcClient({ network: 'devnet', baseUrl: ready.rpcUrl });
    const { object } = await client.getObject({
      objectId: ready.exchangeObjectId,
      include: { content: true },
    });
    const { wal, sui } = walExchange.Exchange.parse(object.content);
    assert.equal(BigInt(wal.value), 1_000_000_000_000_000n - 3_000_000_000n);
    assert.equal(sui.value, '3000000000');
  });

  it('lets time pass when it is told to', async () => {
    const client = new SuiGrpcClient({ network: 'devnet', baseUrl: ready.rpcUrl });
    const ms = (time: { seconds: bigint; nanos: number }) => Number(time.seconds) * 1000 + time.nanos / 1e6;
    const { response } = await client.ledgerService.getServiceInfo({});
    const first = ms(response.timestamp!);
    const { responses } = client.subscriptionService.subscribeCheckpoints({
      readMask: { paths: ['summary.timestamp'] },
    });
    for await (const { checkpoint } of responses) {
      // A transaction moves it by a millisecond only.
      if (ms(checkpoint!.summary!.timestamp!) - first >= 100) break;
    }
    // The clock began at the time of this machine.
    assert.ok(Math.abs(first - Date.now()) < 3_600_000);
  });

  it('R24: is a chain to deploy on: a deployment that is killed is finished by the same command', async () => {
    const output = join(folder, 'deployment.json');
    const args = ['--rpc', ready.rpcUrl, '--keystore', ready.keystore, '-o', output, '--json'];
    const killed = start('deploy', ...args, '--shards', '13');
    assert.deepEqual(JSON.parse(await firstLine(killed)), {
      kind: 'step',
      step: 'publish-wal',
      state: 'done',
    });
    killed.kill('SIGKILL');
    await once(killed, 'close');
    const { stdout } = await hauloutHere('deploy', ...args);
    const told = lines(stdout);
    assert.deepEqual(
      told.slice(0, 4).map(({ step, state }) => `${step} ${state}`),
      ['publish-wal before', 'publish-walrus-core done', 'publish-walrus done', 'initialise done'],
    );
    const { systemObjectId, stakingObjectId } = told.at(-1)! as unknown as Ready;
    assert.notEqual(systemObjectId, ready.systemObjectId);
    const client = new SuiGrpcClient({ network: 'devnet', baseUrl: ready.rpcUrl }).$extend(
      hauloutExtension({ systemObjectId, stakingObjectId }),
    );
    assert.equal((await client.haulout.stakingState()).nShards, 13);
    // What there is to see of a network that has not begun.
    const [info] = lines((await hauloutHere('info', '--deployment', output, '--json')).stdout);
    assert.deepEqual([info!['epoch'], info!['nodes'], info!['nShards']], [0, 0, 13]);
    const status = await hauloutHere('epoch', 'status', '--deployment', output);
    assert.match(
      status.stdout.toString(),
      /state +there is no committee yet: nodes register and get stake\n/,
    );
  });

  it('says what is wrong with what it is given, and what to do about it', async () => {
    const missing = join(folder, 'missing');
    const signed = ['--deployment', ready.deployment, '--keystore', ready.keystore];
    const cases: [string[], RegExp][] = [
      [
        ['store', main, '--deployment', ready.deployment, '--keystore', missing],
        /^haulout: there is no keystore .*missing\nGive the file in which the Sui CLI keeps keys, .*\n$/,
      ],
      [
        ['read', 'A'.repeat(43), '--deployment', main],
        /^haulout: .*is not a deployment file: it is not JSON \(SyntaxError: .*\)\nGive the file .*\n$/,
      ],
      [
        ['status', 'no-blob-id', '--deployment', ready.deployment],
        /^haulout: .*43 characters.*\nhaulout status --help shows what it takes\.\n$/,
      ],
      [
        ['stake', 'add', ready.nodes[0]!.nodeId, '4000000000', ...signed],
        /^haulout: 0x\w{64} needs 4,000,000,000 WAL, has [\d,.]+ WAL\n.*get-wal gives WAL for SUI\.\n$/,
      ],
      [
        ['get-wal', '--sui', '999999999', ...signed],
        /^haulout: 0x\w{64} needs 999,999,999 SUI, has [\d,.]+ SUI\nFund the account, .*faucet does\.\n$/,
      ],
      [['status'], /^haulout: <blob-id> is missing\nhaulout status --help shows what it takes\.\n$/],
      [
        ['status', 'A'.repeat(43), '--deployment', ready.deployment, '--rpc', 'http://127.0.0.1:1'],
        /^haulout: no full node answers at http:\/\/127\.0\.0\.1:1: .+\nCheck that it runs, .* --rpc\.\n$/,
      ],
      [
        ['deploy', '--rpc', 'nonsense', '--keystore', ready.keystore],
        /^haulout: --rpc <url>: 'nonsense' is not an http or https url such as .*\n.* --help .*\n$/,
      ],
    ];
    const [[args, message]] = cases as [(typeof cases)[number]];
    await assert.rejects(haulout(...args), (error: { code: number; stderr: Buffer }) => {
      assert.equal(error.code, 1);
      assert.match(error.stderr.toString(), message);
      return true;
    });
    // All of them say it in the same way, which does not take a process each.
    for (const [words, expected] of cases) {
      const { code, stderr } = await ran(...words);
      assert.equal(code, 1);
      assert.match(stderr, expected);
    }
  });

  it('stops when it is interrupted, and leaves nothing behind', async () => {
    network.kill('SIGINT');
    const [code, signal] = (await once(network, 'close')) as [number | null, string | null];
    assert.deepEqual([code, signal], [0, null]);
    await assert.rejects(fetch(ready.rpcUrl));
    await assert.rejects(fetch(ready.nodes[0]!.url));
    await assert.rejects(stat(ready.keystore), { code: 'ENOENT' });
  });
});
