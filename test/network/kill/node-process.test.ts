import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { testBlob } from '../../support/blob-fixture.js';
import { startChild } from '../../support/child.js';

const SEED = 11;

async function start(folder: string) {
  const child = startChild(new URL('./child-node.ts', import.meta.url), folder, String(SEED));
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

test('a node killed at any step of an upload has, after its restart, all that it acknowledged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'haulout-kill-'));
  const blob = await testBlob(SEED);
  const steps = [
    { path: 'metadata', body: blob.metadata },
    ...blob.slivers.map(({ pairIndex, axis, bytes }) => ({
      path: `slivers/${pairIndex}/${axis}`,
      body: bytes,
    })),
  ];
  const base = (url: string) => `${url}/v1/blobs/${blob.text}`;
  const send = ({ path, body }: (typeof steps)[number], url: string) =>
    fetch(`${base(url)}/${path}`, {
      method: 'PUT',
      body: Buffer.from(body),
      headers: { 'content-type': 'application/octet-stream' },
    });
  let node = await start(folder);
  try {
    for (const [done, step] of steps.entries()) {
      // The answer to this step is awaited, the next one is under way when the node dies.
      assert.ok((await send(step, node.url)).ok);
      const following = steps[done + 1];
      const inFlight = following && send(following, node.url).catch(() => undefined);
      await node.kill();
      await inFlight;
      node = await start(folder);
      for (const { path } of steps.slice(0, done + 1)) {
        const status = await (await fetch(`${base(node.url)}/${path}/status`)).json();
        assert.deepEqual(status, { success: { code: 200, data: 'Stored' } }, path);
      }
    }
    assert.ok((await fetch(`${base(node.url)}/confirmation/permanent`)).ok);
    await node.kill();
    node = await start(folder);
    for (const { pairIndex, axis, bytes } of blob.slivers) {
      const served = await fetch(`${base(node.url)}/slivers/${pairIndex}/${axis}`);
      assert.deepEqual(new Uint8Array(await served.arrayBuffer()), bytes);
    }
    assert.ok(
      (await fetch(`${base(node.url)}/confirmation/permanent`)).ok,
      'what was confirmed is still confirmed',
    );
  } finally {
    await node.kill();
    await rm(folder, { recursive: true, force: true });
  }
});
