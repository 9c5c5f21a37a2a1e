/**
 * The client in React Native, as far as that goes without a phone: bundled as Metro does it, in a thread that
 * has only what Hermes and the polyfills of docs/dapps.md give.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inject, test } from 'vitest';
import { bundleForPhones } from '../../support/browser-bundle.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import type { run, Where } from './app.js';

/** What Node has and React Native has not. */
const MISSING = [
  ...['WebAssembly', 'Worker', 'MessageChannel', 'BroadcastChannel', 'SharedArrayBuffer'],
  ...['ReadableStream', 'WritableStream', 'TransformStream', 'CompressionStream', 'DecompressionStream'],
  ...['setImmediate', 'clearImmediate', 'navigator', 'Buffer', 'process'],
];

/** Takes them away, imports the app and runs it, with another `fetch`: that of Node needs streams. */
const SHELL = `
  import { once } from 'node:events';
  import { request } from 'node:http';
  import { parentPort, workerData } from 'node:worker_threads';

  const { from, concat } = Buffer;
  // Node makes them when they are first used, of what is taken away below.
  for (const made of [new Headers(), new Response(''), new Request('http://a')]) void made;
  await fetch(workerData.where.rpcUrl).then((response) => response.text());
  globalThis.fetch = async (url, { method = 'GET', headers = {}, body, signal } = {}) => {
    const sent = request(String(url), { method, headers: Object.fromEntries(new Headers(headers)), signal });
    sent.end(body === undefined ? undefined : from(body));
    const [answer] = await once(sent, 'response');
    const chunks = [];
    for await (const chunk of answer) chunks.push(chunk);
    const bytes = new Uint8Array(concat(chunks));
    const parts = [{ done: false, value: bytes }, { done: true }];
    return {
      ok: answer.statusCode < 300,
      status: answer.statusCode,
      statusText: answer.statusMessage,
      type: 'basic',
      headers: new Headers(answer.headers),
      body: { getReader: () => ({ read: async () => parts.shift(), cancel: async () => undefined }) },
      arrayBuffer: async () => bytes.buffer,
    };
  };
  const { getRandomValues } = crypto;
  const random = { getRandomValues: getRandomValues.bind(crypto) };
  Object.defineProperty(globalThis, 'crypto', { value: random });
  for (const name of workerData.missing) delete globalThis[name];
  for (const name of ['any', 'timeout']) delete AbortSignal[name];
  const left = workerData.missing.filter((name) => name in globalThis);
  const { run } = await import(workerData.app);
  parentPort.postMessage({ left, result: await run(workerData.where) });
`;

test('the client stores and reads in React Native', async () => {
  const { code, imports } = await bundleForPhones(`export * from './test/network/phone/app.ts';`);
  assert.deepEqual(imports, []);
  // Hermes cannot parse it.
  assert.doesNotMatch(new TextDecoder().decode(code), /import\.meta/);
  const folder = await mkdtemp(join(inject('temporaryFolder'), 'phone-'));
  const [app, shell] = [join(folder, 'app.mjs'), join(folder, 'shell.mjs')];
  await writeFile(app, code);
  await writeFile(shell, SHELL);
  const network = await openGoldenNetwork({ nodes: 4, shards: 10, rpcPort: 0 });
  try {
    const { systemObjectId, stakingObjectId } = network.deployment;
    const secretKey = network.wallet.getSecretKey();
    const where: Where = { rpcUrl: network.rpcUrl!, systemObjectId, stakingObjectId, secretKey };
    const workerData = { missing: MISSING, app: pathToFileURL(app).href, where };
    const phone = new Worker(shell, { workerData });
    const [{ left, result }] = (await once(phone, 'message')) as [
      { readonly left: readonly string[]; readonly result: Awaited<ReturnType<typeof run>> },
    ];
    await phone.terminate();
    assert.deepEqual(left, []);
    const { blobId, ...said } = result;
    assert.deepEqual(said, {
      isSame: true,
      part: 'tide',
      file: 'a.txt',
      isConfident: true,
      secret: 50,
      step: 'sign',
      failed: 'BLOB_NOT_FOUND',
    });
    assert.ok((await network.client.haulout.read({ blobId })).length > 0);
  } finally {
    await network.stop();
  }
});
