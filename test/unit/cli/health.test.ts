/** What people are told of nodes that answer, that are in trouble, and that say nothing. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { askHealth, type NodeHealth } from '../../../cli/src/health/ask-health.js';
import { healthText, healthyShards, type NodeReport } from '../../../cli/src/health/health-text.js';

const well: NodeHealth = {
  epoch: 7,
  publicKey: 'AA==',
  status: 'Active',
  uptimeSecs: 7200,
  storage: { usedBytes: 3 * 2 ** 20, capacityBytes: 2 ** 30 },
  pendingDuties: 0,
  degraded: undefined,
};
let next = 0;
function node(health: Partial<NodeHealth> | string): NodeReport {
  const index = next++;
  const known = {
    nodeId: `0x${index}`,
    name: `node-${index}`,
    url: `https://n${index}.example`,
    shards: [1, 2],
  };
  if (typeof health === 'string') return { ...known, health: undefined, fault: health };
  return { ...known, health: { ...well, ...health }, fault: undefined };
}

describe('the health of a network', () => {
  const report = {
    epoch: 7,
    nShards: 10,
    nodes: [
      node({}),
      node({ degraded: 'the disk is full' }),
      node({ epoch: 6, pendingDuties: 1000 }),
      node('connect ECONNREFUSED \u001b[31m'),
      node(`https://a-name-that-is-long.example/v1/health: unreachable: ${'no way to it '.repeat(9)}`),
      node({ status: '\u001b[2J', storage: undefined, uptimeSecs: undefined, pendingDuties: undefined }),
    ],
  };

  it('counts the shards of nodes that are in order and in the epoch', () => {
    assert.equal(healthyShards(report), 4);
  });

  it('is a table of 80 columns that says what is wrong, and prints nothing that a node could put there', () => {
    const text = healthText(report, false);
    for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
    for (const said of [
      /node-0 +2 +active +0\.0\/1\.0 GiB +2 h/,
      /degraded/,
      /the disk is full/,
      /in epoch 6/,
      /the chain is in epoch 7, works on 1,000 blobs or more/,
      /no answer/,
      /ECONNREFUSED/,
      /4 of 6 nodes answer; 4 of 10 shards in order in epoch 7/,
    ])
      assert.match(text, said);
    assert.ok(!text.includes('\u001b'));
  });
});

describe('asking a node', () => {
  let server: Server;
  let url: string;
  let answer = '';
  beforeAll(async () => {
    server = createServer((_, response) =>
      response.setHeader('content-type', 'application/json').end(answer),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it("takes the account of Walrus's nodes, which leave some things out", async () => {
    const data = {
      uptime: { secs: 5, nanos: 1 },
      epoch: 3,
      publicKey: 'AA==',
      nodeStatus: { RecoveryInProgress: 3 },
      shardSummary: { owned: 2 },
    };
    answer = JSON.stringify({ success: { code: 200, data } });
    const health = await askHealth(url);
    assert.deepEqual(
      [health.epoch, health.status, health.uptimeSecs, health.storage, health.degraded],
      [3, 'RecoveryInProgress', 5, undefined, undefined],
    );
  });

  it('refuses what is no account of a node, or has no end', async () => {
    for (const strange of ['', '{}', '[]', '{"success":{"data":{"epoch":-1,"publicKey":"AA=="}}}']) {
      answer = strange;
      await assert.rejects(askHealth(url), /does not answer as a storage node/);
    }
    answer = ' '.repeat(100_000);
    await assert.rejects(askHealth(url), { kind: 'oversized' });
  });
});
