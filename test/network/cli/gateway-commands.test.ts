/** `haulout daemon` and `haulout relay`, as their operators run them. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { fileJournal, writeKeystore, type Network } from 'haulout';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { ran } from '../../support/printed.js';

const main = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));
const secret = 'a secret of more than thirty-two bytes';

let folder: string;
let network: Network;
let deployment: string[];
let keystore: string[];
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-gateway-'));
  network = await openGoldenNetwork({ nodes: 4, shards: 10, rpcPort: 0 });
  await fileJournal(file('deployment.json')).save({ ...network.deployment, rpcUrl: network.rpcUrl });
  await writeKeystore(file('wallet'), [network.wallet]);
  await writeFile(file('secret'), `${secret}\n`, { mode: 0o644 });
  deployment = ['--deployment', file('deployment.json')];
  keystore = ['--keystore', file('wallet')];
});
afterAll(async () => {
  await network?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command until it has said where it listens, and gives what it logs to a task; then interrupts it. */
async function served(
  args: readonly string[],
  task: (url: string, log: () => string) => Promise<void>,
): Promise<void> {
  const child: ChildProcess = spawn(
    process.execPath,
    [main, ...args, ...deployment, '--bind', '127.0.0.1:0', '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  child.stderr!.on('data', (part) => (log += String(part)));
  const ended = once(child, 'exit');
  try {
    const lines = createInterface({ input: child.stdout! });
    const [line] = (await Promise.race([
      once(lines, 'line'),
      ended.then(() => Promise.reject(new Error(log))),
    ])) as [string];
    const { kind, url } = JSON.parse(line) as { kind: string; url: string };
    assert.equal(kind, 'ready');
    await task(url, () => log);
  } finally {
    child.kill('SIGINT');
  }
  assert.deepEqual(await ended, [0, null], log);
  assert.match(log, /"msg":"closed"/);
}

describe('a gateway on the command line', () => {
  it('stores for who has a token, and reads for everybody, until it is interrupted', () =>
    served(['daemon', ...keystore, '--jwt-key', file('secret'), '--max-epochs', '2'], async (url, log) => {
      const put = { method: 'PUT', body: 'by way of the command line' };
      assert.equal((await fetch(`${url}/v1/blobs`, put)).status, 401);
      const exp = Math.floor(Date.now() / 1000) + 600;
      const token = await new SignJWT({ exp, jti: 'one' })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(secret));
      const headers = { authorization: `Bearer ${token}` };
      const stored = await fetch(`${url}/v1/blobs`, { ...put, headers });
      const { newlyCreated } = (await stored.json()) as {
        newlyCreated: { blobObject: { blobId: string } };
      };
      const read = await fetch(`${url}/v1/blobs/${newlyCreated.blobObject.blobId}`);
      assert.equal(await read.text(), put.body);
      // That others can read a key is said, and nothing of the key.
      assert.match(log(), /secret","msg":"others on this machine can read this key/);
      assert.ok(!log().includes(secret));
    }));

  it('relays for a tip', () => {
    const tip = ['--tip-address', '0x5', '--tip', '100', '--tip-per-kib', '3'];
    return served(['relay', ...tip], async (url) => {
      assert.deepEqual(await (await fetch(`${url}/v1/tip-config`)).json(), {
        send_tip: {
          address: `0x${'5'.padStart(64, '0')}`,
          kind: { linear: { base: 100, encoded_size_mul_per_kib: 3 } },
        },
      });
    });
  });

  it('does not start with options that cannot go together', async () => {
    const cases: [string[], RegExp][] = [
      [['relay', '--tip', '5'], /a tip is an amount and who gets it/],
      [['relay', '--tip-address', '0x5'], /a tip is an amount and who gets it/],
      [['daemon', ...keystore, '--all-keys', '--address', '0x1'], /exclude each other/],
      [['publisher', ...keystore, '--jwt-key', file('missing')], /there is no such file/],
      [['publisher', ...keystore, '--jwt-key', file('secret'), '--jwt-algorithm', 'none'], /HS256, /],
      [['aggregator', '--tls-cert', 'c.pem'], /are given together/],
      [['aggregator', '--bind', 'nowhere'], /is not a host and a port/],
      [['aggregator', '--allow-header', 'etag'], /cannot be a header/],
    ];
    for (const [args, why] of cases) {
      const { code, stderr } = await ran(...args, ...deployment, '--log-format', 'text');
      assert.notEqual(code, 0, args.join(' '));
      assert.match(stderr, why);
    }
  });
});
