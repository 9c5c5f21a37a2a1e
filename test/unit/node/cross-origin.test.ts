/** What browsers ask of a storage node before they let a page use it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openStorageNode, type StorageNode } from '@haulout/node';
import { handFedChain, SECRET_KEY } from '../../support/blob-fixture.js';

let folder: string;
let node: StorageNode;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-cross-origin-'));
  const { view } = handFedChain();
  node = await openStorageNode({ folder, secretKey: SECRET_KEY, chain: () => view });
});
afterAll(async () => {
  await node.close();
  await rm(folder, { recursive: true, force: true });
});

const BLOB = `/v1/blobs/${'A'.repeat(43)}`;
const headers = { origin: 'https://dapp.example', 'access-control-request-method': 'PUT' };

describe('a page of any origin may use a node', () => {
  test('the browser is told so before it uploads, on every path', async () => {
    for (const url of [`${BLOB}/metadata`, `${BLOB}/slivers/0/primary`, '/nowhere']) {
      const answer = await node.inject({ method: 'OPTIONS', url, headers });
      assert.equal(answer.statusCode, 204);
      assert.equal(answer.body, '');
      assert.equal(answer.headers['access-control-allow-origin'], '*');
      assert.equal(answer.headers['access-control-allow-headers'], '*');
      assert.match(String(answer.headers['access-control-allow-methods']), /\bPUT\b/);
    }
  });

  test('it may read answers and refusals alike', async () => {
    const cases: [string, number][] = [
      ['/v1/health', 200],
      [`${BLOB}/metadata`, 404],
      ['/v1/blobs/no-blob-id/metadata', 400],
      ['/nowhere', 404],
    ];
    for (const [url, status] of cases) {
      const answer = await node.inject({ method: 'GET', url, headers });
      assert.equal(answer.statusCode, status, url);
      assert.equal(answer.headers['access-control-allow-origin'], '*', url);
    }
  });
});
