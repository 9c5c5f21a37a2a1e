/** The commands of a blob's life, against a network that lives. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { fileJournal, writeKeystore, type Network } from 'haulout';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { ran } from '../../support/printed.js';

interface Stored {
  readonly kind: string;
  readonly blobId: string;
  readonly blobObjectId: string;
  readonly endEpoch: number;
  readonly endMs: string;
  readonly identifier?: string;
  readonly cost: Readonly<Record<string, string | number>>;
}

describe("R21: the commands of a blob's life", () => {
  let folder: string;
  let network: Network;
  let where: string[];
  let signed: string[];
  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haulout-blobs-'));
    network = await openGoldenNetwork({ nodes: 4, shards: 10, rpcPort: 0 });
    const { deployment, rpcUrl, wallet } = network;
    await fileJournal(file('deployment.json')).save({ ...deployment, rpcUrl });
    await writeKeystore(file('wallet'), [wallet]);
    where = ['--deployment', file('deployment.json')];
    signed = [...where, '--keystore', file('wallet')];
  });
  afterAll(async () => {
    await network?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What people see of a command that does not fail; no line is wider than a terminal. */
  async function text(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await ran(...args);
    assert.equal(code, 0, stderr);
    const all = `${stdout.toString()}${stderr}`;
    for (const line of all.split('\n')) assert.ok(line.length <= 80, line);
    return all;
  }
  /** What machines get, without progress. */
  async function json<T = Record<string, unknown>>(...args: string[]): Promise<T[]> {
    const { code, stdout, stderr } = await ran(...args, '--json');
    assert.equal(code, 0, stderr);
    const lines = stdout.toString().trimEnd().split('\n');
    return lines
      .map((line) => JSON.parse(line) as T & { kind: string })
      .filter(({ kind }) => kind !== 'progress');
  }
  let salt = 0;
  async function newFile(): Promise<string> {
    const path = file(`file-${salt++}`);
    await writeFile(path, `content ${salt}`);
    return path;
  }
  async function store(...args: string[]): Promise<Stored> {
    return (await json<Stored>('store', await newFile(), ...signed, ...args))[0]!;
  }

  it('store says until when, by default for at least a whole epoch, and warns of less', async () => {
    const { epoch } = await network.client.haulout.systemState();
    const said = await text('store', await newFile(), ...signed);
    assert.match(
      said,
      new RegExp(`stored until epoch ${epoch + 2} \\(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC, in `),
    );
    assert.match(said, /WAL: [\d.]+ storage, [\d.]+ writing\n/);
    assert.doesNotMatch(said, /less than an epoch/);
    const short = await text('store', await newFile(), ...signed, '--epochs', '1');
    assert.match(short, /less than an epoch: it ends with the running one\. --epochs 2 keeps it longer/);
  });

  it('list, extend, share, fund and burn: each says what it did', async () => {
    const { blobId, blobObjectId, endEpoch } = await store();
    const owner = network.wallet.toSuiAddress();
    const listed = await text('list', owner, ...where);
    assert.match(
      listed,
      new RegExp(`${blobId} +\\d+ bytes  permanent +${endEpoch}\n  object ${blobObjectId}\n`),
    );
    const [{ blobs } = { blobs: [] }] = await json<{ blobs: Stored[] }>('list', ...signed);
    assert.ok(blobs.some((blob) => blob.blobObjectId === blobObjectId));
    assert.match((await ran('list', ...where)).stderr, /address of an owner, or a keystore/);

    const said = await text('extend', blobObjectId, '--epochs', '3', ...signed);
    assert.match(said, new RegExp(`stored until epoch ${endEpoch + 3} \\(.*\n[\\d.]+ WAL paid`));
    const [shared] = await json('share', blobObjectId, '--wal', '0.5', ...signed);
    const sharedBlobId = String(shared!['sharedBlobId']);
    assert.match(await text('fund', sharedBlobId, '0.25', ...signed), /^0\.75 WAL are in it; stored until/);
    const [extended] = await json('extend', sharedBlobId, '--shared', '--epochs', '1', ...signed);
    assert.equal(extended!['endEpoch'], endEpoch + 4);
    assert.ok(BigInt(String(extended!['cost'])) > 0n);

    const other = await store();
    await text('burn', other.blobObjectId, ...signed);
    await assert.rejects(network.client.haulout.blobs.get(other), { code: 'CHAIN_STATE_MISSING' });
    assert.match((await ran('burn', ...signed)).stderr, /ids of objects, or --ended/);
    assert.match(await text('burn', '--ended', ...signed), /^0 blob objects destroyed/);
  });

  it('delete says what else keeps the blob alive; the storage is listed, and used by the next store', async () => {
    const path = await newFile();
    const [first] = await json<Stored>('store', path, ...signed, '--deletable');
    const [second] = await json<Stored>('store', path, ...signed, '--deletable');
    const said = await text('delete', first!.blobObjectId, ...signed);
    assert.match(
      said,
      new RegExp(`blob ${first!.blobId} lives on, by your object\n  ${second!.blobObjectId}`),
    );
    const [last] = await json('delete', second!.blobObjectId, ...signed);
    assert.deepEqual(last!['keptBy'], []);
    assert.match(await text('storage', 'list', ...signed), new RegExp(String(last!['storageObjectId'])));

    const dry = await text('store', await newFile(), ...signed, '--dry-run');
    assert.match(dry, /^cost +[\d.]+ WAL: 0 storage/);
    assert.match(dry, /storage  0x\w{64}\n/);
    const bought = await store('--no-owned-storage');
    assert.equal(bought.cost['ownedBytes'], 0);
    const used = await store();
    assert.equal(used.cost['ownedBytes'], used.cost['encodedBytes']);
    assert.equal(used.cost['storage'], '0');
  });

  it('renew says what it would do, prolongs what ends too early, and nothing twice', async () => {
    const { blobId, blobObjectId, endEpoch } = await store();
    const { epoch } = await network.client.haulout.systemState();
    const terms = [blobObjectId, '--epochs', '6', ...signed];
    const planned = await text('renew', ...terms, '--dry-run');
    assert.match(planned, new RegExp(`${blobId} +\\+4 +${epoch + 6} +[\\d.]+\n  object ${blobObjectId}\n`));
    assert.match(planned, /nothing was prolonged/);
    assert.equal((await network.client.haulout.blobs.get({ blobObjectId })).endEpoch, endEpoch);
    const [poor] = await json('renew', ...terms, '--budget', '0');
    assert.deepEqual([poor!['cost'], poor!['digests']], ['0', []]);
    const [renewed] = await json('renew', ...terms);
    assert.equal((await network.client.haulout.blobs.get({ blobObjectId })).endEpoch, epoch + 6);
    assert.ok(BigInt(String(renewed!['cost'])) > 0n);
    assert.match(await text('renew', ...terms), /no blob to prolong until .*\nlong enough already: 1 blob\n/);
  });

  it('read --folder gives a folder back as it was stored', async () => {
    const photos = file('photos');
    await mkdir(join(photos, 'summer'), { recursive: true });
    await writeFile(join(photos, 'a.txt'), 'a');
    await writeFile(join(photos, 'summer', 'b.txt'), 'b');
    const [{ blobId } = assert.fail()] = await json<Stored>('store', photos, ...signed);
    const copy = file('photos-copy');
    assert.match(await text('read', blobId, '--folder', copy, ...where), /^2 files, 2 bytes, written to /);
    assert.equal(await readFile(join(copy, 'summer', 'b.txt'), 'utf8'), 'b');
    assert.match((await ran('read', blobId, '--folder', copy, ...where)).stderr, /copy is not empty/);
    assert.match((await ran('read', blobId, '--folder', copy, '-o', 'x', ...where)).stderr, /alone/);
  });

  it('resume finishes what was registered, and pays nothing', async () => {
    const path = await newFile();
    const bytes = await readFile(path);
    const { client, wallet: signer } = network;
    const blob = await client.haulout.encode({ bytes });
    const owner = signer.toSuiAddress();
    const terms = { blob, epochs: 2, deletable: false, owner };
    const { transaction } = await client.haulout.registerTransaction(terms);
    await client.haulout.execute({ what: 'register', transaction, signer });
    const [done] = await json<Stored>('resume', path, ...signed);
    assert.equal(done!.cost['total'], '0');
    assert.deepEqual(new Uint8Array(await client.haulout.read(done!)), new Uint8Array(bytes));
    assert.match((await ran('resume', await newFile(), ...signed)).stderr, /^haulout: .*blob/m);
  });

  it('health says of each node what it says of itself', async () => {
    const said = await text('health', ...where);
    assert.match(said, /4 of 4 nodes answer; 10 of 10 shards in order in epoch \d+/);
    const [{ nodeId, name } = assert.fail()] = (await network.client.haulout.committee()).nodes;
    const [one] = await json<{ nodes: { name: string }[] }>('health', nodeId, ...where);
    assert.deepEqual(
      one!.nodes.map((node) => node.name),
      [name],
    );
    assert.match((await ran('health', '0x7', ...where)).stderr, /no node of the committee has the id 0x0+7/);
  });

  it('store --reuse prolongs what is there, and store --dry-run signs nothing', async () => {
    const path = await newFile();
    const [first] = await json<Stored>('store', path, ...signed);
    const [again] = await json<Stored>('store', path, ...signed, '--reuse', '--epochs', '4');
    assert.equal(again!.blobObjectId, first!.blobObjectId);
    assert.equal(again!.endEpoch, first!.endEpoch + 2);
    assert.deepEqual([again!.cost['storage'], again!.cost['total']], ['0', again!.cost['extension']]);
    const before = (await json<{ blobs: Stored[] }>('list', ...signed))[0]!.blobs.length;
    const [preview] = await json('store', await newFile(), ...signed, '--dry-run', '--epochs', '3');
    assert.equal(preview!['kind'], 'preview');
    assert.equal((await json<{ blobs: Stored[] }>('list', ...signed))[0]!.blobs.length, before);
  });

  it('attributes are set, shown and removed', async () => {
    const { blobObjectId } = await store();
    await text('attributes', 'set', blobObjectId, 'a=1', 'b=x=y', ...signed);
    assert.equal(await text('attributes', 'get', blobObjectId, ...where), 'a=1\nb=x=y\n');
    const [left] = await json('attributes', 'remove', blobObjectId, 'a', ...signed);
    assert.deepEqual(left!['attributes'], { b: 'x=y' });
    await text('attributes', 'remove', blobObjectId, 'b', ...signed);
    const none = await ran('attributes', 'get', blobObjectId, ...where);
    assert.deepEqual([none.code, none.stderr], [0, 'the blob has no attributes\n']);
    assert.match((await ran('attributes', 'get', '0x99', ...where)).stderr, /object 0x0+99 cannot be read/);
    const { code, stderr } = await ran('attributes', 'set', blobObjectId, 'nonsense', ...signed);
    assert.deepEqual(
      [code, stderr],
      [1, "haulout: 'nonsense' is not a name, = and a value, such as author=me\n"],
    );
  });

  it('info says prices, epoch and limits, and blob-id what a file would be', async () => {
    const said = await text('info', ...where);
    assert.match(said, /next +epoch \d+ \(\d{4}-/);
    assert.match(said, /committee +4 nodes, 10 shards\nlargest blob +\d/);
    assert.match(said, /burned +0 % of what nodes earn, next epoch 0 %\n/);
    const [info] = await json('info', ...where);
    assert.equal(info!['nShards'], 10);
    const path = await newFile();
    const [{ blobId } = { blobId: '' }] = await json<Stored>('store', path, ...signed);
    assert.equal(await text('blob-id', path, ...where), `${blobId}\n`);
    assert.equal(await text('blob-id', path, '--shards', '10'), `${blobId}\n`);
  });

  it('standard input, folders, and files that are a blob each', async () => {
    const stdin = vi.spyOn(process, 'stdin', 'get');
    stdin.mockReturnValue(Readable.from([Buffer.from('piped '), Buffer.from('in')]) as typeof process.stdin);
    const [piped] = await json<Stored>('store', '-', ...signed);
    stdin.mockRestore();
    const bytes = await network.client.haulout.read(piped!);
    assert.equal(Buffer.from(bytes).toString(), 'piped in');

    await mkdir(file('tree/inner'), { recursive: true });
    await writeFile(file('tree/a.txt'), 'a');
    await writeFile(file('tree/inner/b.txt'), 'b');
    const quilt = await text('store', file('tree'), ...signed);
    assert.match(quilt, /\w{3} a\.txt\n.* inner\/b\.txt\n/);
    const each = await json<Stored>('store', file('tree'), '--separate', ...signed);
    assert.deepEqual(
      each.map(({ identifier }) => identifier),
      ['a.txt', 'inner/b.txt'],
    );
    assert.equal(Buffer.from(await network.client.haulout.read(each[1]!)).toString(), 'b');
  });

  it('read writes what it has checked, and leaves a file alone when there is nothing to write', async () => {
    const { blobId } = await store();
    const output = file('copy');
    await writeFile(output, 'precious');
    const failed = await ran('read', 'A'.repeat(43), '-o', output, ...where);
    assert.equal(failed.code, 1);
    assert.equal(await readFile(output, 'utf8'), 'precious');
    assert.match(await text('read', blobId, '-o', output, ...where), /bytes written to/);
    assert.match(await readFile(output, 'utf8'), /^content \d+$/);
    const printed = await ran('read', blobId, ...where);
    assert.equal(printed.stdout.toString(), await readFile(output, 'utf8'));
  });

  it('a file that is too large is refused before it is read, with the limit of this network', async () => {
    const path = file('sparse');
    await writeFile(path, '');
    // Larger than a buffer can be: reading it would fail in another way.
    await truncate(path, 2 ** 40);
    const { code, stderr } = await ran('store', path, ...signed);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /sparse has 1 TiB; the largest blob of this network, with 10 shards, has [\d.]+ MiB\n/,
    );
    const more = /or on a network with more shards \(haulout network --shards 1000\)\.\n$/;
    assert.match(stderr, /\nStore it in parts, /);
    assert.match(stderr, more);
    const limit = network.client.haulout.encode({ bytes: new Uint8Array(2_000_000) });
    await assert.rejects(limit, { code: 'BLOB_TOO_LARGE' });
    const halves = ['half', 'other half'].map(file);
    for (const half of halves) {
      await writeFile(half, '');
      await truncate(half, 1_000_000);
    }
    const together = await ran('store', ...halves, ...signed);
    assert.match(together.stderr, /the files have [\d.]+ MiB together; .*\nStore them as a blob each/);
    const seven = Array.from({ length: 7 }, (_, index) => file(`one of seven ${index}`));
    for (const one of seven) await writeFile(one, 'a');
    const many = await ran('store', ...seven, ...signed);
    assert.equal(many.code, 1);
    assert.match(
      many.stderr,
      /7 files are more than a quilt holds .*10 shards: 6 files\n.*\(--separate\), or/,
    );
    assert.match(many.stderr, more);
  });
});
