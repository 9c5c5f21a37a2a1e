/** The client in a browser: Chromium, a network on loopback, gRPC-web and plain fetch between them. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Network } from 'haulout';
import type { Browser, Page as Tab } from 'playwright-core';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { seededBytes } from '../../support/bytes.js';
import { bundleForBrowsers } from '../../support/browser-bundle.js';
import { findChromium, startChromium } from './start-chromium.js';
import type { Page, Where } from './page.js';

const executablePath = findChromium();
/** Why it is skipped where there is none. */
const why = 'no Chromium on this machine: apt-get install chromium, or say in HAULOUT_CHROMIUM where one is';

/** The program that the documents show, with the addresses of a network in the places of its examples. */
async function documented({ rpcUrl, systemObjectId, stakingObjectId }: Where): Promise<string> {
  const program = await readFile(new URL('../../../examples/connect.ts', import.meta.url), 'utf8');
  const filledIn = program
    .replace('https://your-fullnode.example:443', rpcUrl)
    .replace("systemObjectId: '0x...'", `systemObjectId: '${systemObjectId}'`)
    .replace("stakingObjectId: '0x...'", `stakingObjectId: '${stakingObjectId}'`);
  assert.doesNotMatch(filledIn, /example|\.\.\./);
  return filledIn;
}

describe('our client in Chromium', { skip: executablePath === undefined, meta: { why } }, () => {
  let network: Network;
  let site: Server;
  let browser: Browser;
  let tab: Tab;
  let where: Where;
  /** What the page could not help saying: errors that nobody caught, requests that the browser refused. */
  const complaints: string[] = [];
  /** Paths that the page has asked for. */
  const asked: string[] = [];

  beforeAll(async () => {
    // Our client lets every node finish: in small committees the official one gives up at the first that
    // lacks metadata.
    const client = { settings: { uploadGraceMs: 60_000 } };
    network = await openGoldenNetwork({ nodes: 4, shards: 10, rpcPort: 0, client });
    const { systemObjectId, stakingObjectId } = network.deployment;
    where = { rpcUrl: network.rpcUrl!, systemObjectId, stakingObjectId };
    const program = await documented(where);
    const { code } = await bundleForBrowsers(
      `import './test/network/browser/page.ts';\n${program}\nObject.assign(globalThis, { documented: client });`,
    );
    // What bundlers put beside the script of a page, as it asks for a worker.
    const worker = await bundleForBrowsers(`import './sdk/src/encoding/workers/worker.ts';`);
    // The official client loads its wasm from beside its script.
    const wasm = import.meta.resolve('@mysten/walrus-wasm/web/walrus_wasm_bg.wasm');
    const files = new Map<string | undefined, [type: string, content: string | Uint8Array]>([
      [
        '/',
        ['text/html', '<!doctype html><title>dApp</title><script type="module" src="/page.js"></script>'],
      ],
      ['/page.js', ['text/javascript', code]],
      ['/worker.js', ['text/javascript', worker.code]],
      ['/walrus_wasm_bg.wasm', ['application/wasm', await readFile(fileURLToPath(wasm))]],
    ]);
    site = createServer((request, response) => {
      const [type, content] = files.get(request.url) ?? [];
      asked.push(request.url!);
      response.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' }).end(content);
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    browser = await startChromium(executablePath!);
    tab = await browser.newPage();
    tab.on('pageerror', (error) => complaints.push(error.message));
    tab.on('console', (message) => complaints.push(message.text()));
    await tab.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    await tab.waitForFunction(() => 'page' in globalThis);
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await network?.stop();
  });

  /** Calls a function of the page. */
  async function inPage<K extends Exclude<keyof Page, 'nodeBuiltins'>>(
    name: K,
    input: Parameters<Page[K]>[1],
  ): Promise<Awaited<ReturnType<Page[K]>>> {
    return (await tab.evaluate(
      ([name, where, input]) =>
        (globalThis as unknown as { page: Record<string, (...args: unknown[]) => unknown> }).page[name]!(
          where,
          input,
        ),
      [name, where, input] as const,
    )) as Awaited<ReturnType<Page[K]>>;
  }
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const secretKey = () => network.wallet.getSecretKey();
  const storeHere = async (bytes: Uint8Array) =>
    (await network.client.haulout.store({ bytes, epochs: 2, deletable: true, signer: network.wallet }))
      .blobId;

  it('stores a blob with a key of its own and tells of every phase; everybody reads it', async () => {
    const bytes = seededBytes(70_001, 1);
    const { blobId, endEpoch, progress, taken } = await inPage('store', {
      secretKey: secretKey(),
      bytes: base64(bytes),
    });
    assert.deepEqual(progress, ['encoding', 'registering', 'uploading', 'certifying']);
    assert.ok(
      taken.every((count, index) => index === 0 || count >= taken[index - 1]!),
      'bytes only become more',
    );
    assert.ok(taken.at(-1)! > bytes.length);
    assert.equal(endEpoch, (await network.client.haulout.stakingState()).epoch + 2);
    assert.deepEqual(await network.client.haulout.read({ blobId }), bytes);
  });

  it('reads strictly what another client stored, whatever one of the nodes does', async () => {
    const bytes = seededBytes(33_333, 2);
    const blobId = await storeHere(bytes);
    const [node] = network.nodes;
    for (const fault of [
      undefined,
      { kind: 'lying', lie: 'wrong-bytes' },
      { kind: 'refusing' },
      { kind: 'dead' },
    ] as const) {
      await node!.setFault(fault);
      assert.deepEqual(await inPage('read', { blobId }), { bytes: base64(bytes) });
    }
    await node!.setFault(undefined);
  });

  it('reads a range, and a stream piece by piece', async () => {
    const bytes = seededBytes(50_000, 3);
    const blobId = await storeHere(bytes);
    for (const [start, end] of [
      [0, 1],
      [12_345, 23_456],
      [49_999, 50_000],
    ] as const) {
      assert.deepEqual(await inPage('readRange', { blobId, start, end }), {
        bytes: base64(bytes.subarray(start, end)),
      });
    }
    const pieces = await inPage('readStream', { blobId });
    assert.ok(pieces.length > 1, 'it came in pieces');
    assert.deepEqual(Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64'))), Buffer.from(bytes));
  });

  it('stores files as a quilt, and reads one of them', async () => {
    const files = [seededBytes(500, 5), seededBytes(700, 6)];
    const { blobId, second } = await inPage('storeFiles', {
      secretKey: secretKey(),
      files: files.map(base64),
    });
    assert.equal(second, base64(files[1]!));
    const [first] = await network.client.haulout.readFiles({ blobId, identifiers: ['file-0'] });
    assert.deepEqual(first!.bytes, files[0]);
  });

  it('R23: the official client works beside it, unmodified', async () => {
    const ours = seededBytes(4_000, 7);
    const theirs = seededBytes(5_000, 8);
    const input = { secretKey: secretKey(), blobId: await storeHere(ours), bytes: base64(theirs) };
    const { read, blobId } = await inPage('official', input);
    assert.equal(read, base64(ours));
    assert.deepEqual(await network.client.haulout.read({ blobId }), theirs);
  });

  it('fails as in Node: with the same errors by name, and with the reason of whoever gives up', async () => {
    const nobodys = await inPage('read', { blobId: 'A'.repeat(43) });
    assert.ok('error' in nobodys);
    assert.equal(nobodys.error, 'BlobNotFound');
    const abandoned = await inPage('giveUp', { secretKey: secretKey(), bytes: base64(seededBytes(100, 4)) });
    assert.equal(abandoned.error, 'AbortError');
  });

  it('encodes 32 MiB for 1000 shards on workers while an animation goes on', async () => {
    const { rest, busy, blobId } = await inPage('encodeWhileDrawing', { size: 32 << 20, nShards: 1000 });
    assert.equal(blobId, 'D51ly_C3qh2NWQkhGXYAFX0qhgnVQWTR92W8PdzMGd0', 'as the official encoder says');
    assert.ok(asked.includes('/worker.js'), 'workers were started');
    assert.ok(busy > rest / 4, `${busy} frames a second, ${rest} at rest`);
  });

  it('needs nothing of Node, and no promise of it was left to fail', async () => {
    const found = await tab.evaluate(() => (globalThis as unknown as { page: Page }).page.nodeBuiltins());
    assert.deepEqual(found, []);
    // What Chromium prints of nodes that were made to fail is no fault of the page.
    assert.deepEqual(
      complaints.filter((line) => !/^Failed to load resource/.test(line)),
      [],
    );
  });
});
