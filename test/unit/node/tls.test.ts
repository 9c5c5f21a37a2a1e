/** A node that speaks TLS itself, and takes a renewed certificate without a restart. */
import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openStorageNode } from '@haulout/node';
import { handFedChain, SECRET_KEY } from '../../support/blob-fixture.js';
import { makeCertificate, type TestCertificate } from '../../support/certificate.js';
import { VirtualTimers } from '../../support/virtual-timers.js';

let folder: string;
let files: { readonly certFile: string; readonly keyFile: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-tls-'));
  files = { certFile: join(folder, 'node.crt'), keyFile: join(folder, 'node.pem') };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** In its place at once, as tools that renew certificates do it. */
async function put({ cert, key }: Pick<TestCertificate, 'cert' | 'key'>): Promise<void> {
  for (const [file, text] of [
    [files.certFile, cert],
    [files.keyFile, key],
  ] as const) {
    await writeFile(`${file}.next`, text);
    await rename(`${file}.next`, file);
  }
}

let opened = 0;
async function open(lines: { readonly msg: string; readonly level: number }[] = [], scrubMs?: number) {
  const timers = new VirtualTimers();
  const node = await openStorageNode({
    folder: join(folder, `node-${opened++}`),
    secretKey: SECRET_KEY,
    chain: () => handFedChain().view,
    neighbours: { timers },
    tls: files,
    scrubMs,
    logger: pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) }),
  });
  return { node, timers, lines };
}

/** Asks a node for its health; trusts one certificate only. */
async function ask(url: string, { cert }: TestCertificate) {
  const asking = request(`${url}/v1/health`, { ca: cert, agent: false }).end();
  const [answer] = await once(asking, 'response');
  const { fingerprint256 } = (answer.socket as TLSSocket).getPeerCertificate();
  answer.resume();
  await once(answer, 'end');
  return { status: answer.statusCode as number, fingerprint256 };
}

describe('a node that speaks TLS', () => {
  it('serves with its certificate, and with the next one when the files have changed', async () => {
    const [first, second] = [makeCertificate(), makeCertificate()];
    await put(first);
    const { node, timers, lines } = await open();
    const { url } = await node.listen();
    assert.match(url, /^https:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(await ask(url, first), { status: 200, fingerprint256: first.fingerprint256 });
    await assert.rejects(fetch(`${url.replace('https', 'http')}/v1/health`));

    await put({ ...second, key: first.key });
    await timers.tick();
    assert.equal((await ask(url, first)).fingerprint256, first.fingerprint256, 'half of a renewal');
    const complaints = () => lines.filter(({ level }) => level === 50).length;
    assert.equal(complaints(), 1);
    await timers.tick();
    assert.equal(complaints(), 1, 'told once');

    await put(second);
    await timers.tick();
    assert.deepEqual(await ask(url, second), { status: 200, fingerprint256: second.fingerprint256 });
    await assert.rejects(ask(url, first));
    assert.ok(lines.some(({ msg }) => msg === 'the certificate has changed'));
    await node.close();
  });

  it('goes on with its certificate while the files cannot be looked at, and takes them when they can', async () => {
    const [first, second] = [makeCertificate(), makeCertificate()];
    await put(first);
    const { node, timers, lines } = await open();
    const { url } = await node.listen();
    // A link to itself: even to look at it fails.
    await rm(files.certFile);
    await symlink(files.certFile, files.certFile);
    for (let i = 0; i < 3; i++) await timers.tick();
    assert.equal((await ask(url, first)).status, 200);
    assert.equal(lines.filter(({ level }) => level === 50).length, 1, 'told once');
    await put(second);
    await timers.tick();
    assert.equal((await ask(url, second)).fingerprint256, second.fingerprint256);
    await node.close();
  });

  it('does not start with files that cannot be used, and says why', async () => {
    const good = makeCertificate();
    const cases = [
      [{ ...good, cert: 'no certificate' }, 'BAD_PEM'],
      [{ ...good, key: 'no key' }, 'BAD_PEM'],
      [{ ...good, key: makeCertificate().key }, 'KEY_MISMATCH'],
      [{ ...good, cert: 'x'.repeat(1024 * 1024 + 1) }, 'UNREADABLE'],
    ] as const;
    for (const [pair, code] of cases) {
      await put(pair);
      await assert.rejects(open(), { code });
    }
    await rm(files.keyFile);
    await assert.rejects(open(), { code: 'UNREADABLE' });
    // It has not begun to look at what it stores.
    const lines: Parameters<typeof open>[0] = [];
    await assert.rejects(open(lines, 1_000));
    await new Promise(setImmediate);
    assert.deepEqual(lines, []);
    // The folder is free again.
    await put(good);
    opened--;
    await (await open()).node.close();
  });
});
