/** What `haulout node doctor` concludes from what it is told. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'vitest';
import { stakeForShard } from '../../../cli/src/doctor/chain-checks.js';
import { scrubFinding } from '../../../cli/src/doctor/examine.js';
import { findingsText } from '../../../cli/src/doctor/findings-text.js';
import { checkPort } from '../../../cli/src/doctor/port-check.js';
import { apportion } from '../../support/apportionment.js';
import { PUBLIC_KEY, SECRET_KEY } from '../../support/blob-fixture.js';
import { makeCertificate } from '../../support/certificate.js';
import { seededRandom } from '../../support/random.js';

describe('the stake that a node lacks', () => {
  it('is enough for a shard, and a little less is not, where no cap decides', () => {
    const random = seededRandom(17);
    const below = (bound: number) => Math.floor(random() * bound);
    for (let round = 0; round < 50; round++) {
      const others = Array.from({ length: 5 + below(10) }, () => BigInt(90 + below(20)) * 10n ** 9n);
      const nShards = others.length * 4;
      const stakes = new Map(others.map((amount, index) => [`0x${index}`, amount]));
      const needed = stakeForShard({ nShards, candidates: { most: 150, leastStake: 0n, stakes } }, '0xf');
      const shardsWith = (own: bigint) => apportion([...others, own], nShards).at(-1)!;
      assert.ok(shardsWith(needed) >= 1, `${others} and ${needed}`);
      assert.equal(shardsWith(needed - 2n), 0);
    }
  });

  it('is more than the last candidate has where there is no place', () => {
    const stakes = new Map([
      ['0x1', 700n],
      ['0x2', 900n],
    ]);
    const full = { most: 2, leastStake: 700n, stakes };
    assert.equal(stakeForShard({ nShards: 10, candidates: full }, '0x3'), 701n);
    const empty = { most: 9, leastStake: 0n, stakes: new Map() };
    assert.equal(stakeForShard({ nShards: 10, candidates: empty }, '0x3'), 1n);
  });
});

describe('the address of a node', () => {
  it('says that TLS is spoken where clients do not, and the other way round', async () => {
    const servers = [createHttpsServer(makeCertificate()), createHttpServer()];
    const [tls, plain] = await Promise.all(
      servers.map(async (server) => {
        await once(server.listen(0, '127.0.0.1'), 'listening');
        return (server.address() as AddressInfo).port;
      }),
    );
    try {
      const check = async (url: string) => (await checkPort({ url, isRunning: true, keys: [] }))[0]!;
      const tooSecure = await check(`http://127.0.0.1:${tls}`);
      assert.deepEqual(
        [tooSecure.state, tooSecure.found],
        ['bad', `TLS is spoken at http://127.0.0.1:${tls}, where clients speak plain HTTP`],
      );
      assert.match(tooSecure.advice!, /run the node without --tls-cert/);
      const tooPlain = await check(`https://127.0.0.1:${plain}`);
      assert.deepEqual(
        [tooPlain.state, tooPlain.found],
        ['bad', `no TLS is spoken at https://127.0.0.1:${plain}, where clients speak it`],
      );
    } finally {
      for (const server of servers) server.close().closeAllConnections();
    }
  });
});

describe('a node that runs', () => {
  it('is asked how its store is', async () => {
    const publicKey = Buffer.from(PUBLIC_KEY).toString('base64');
    let degraded: { message: string } | undefined;
    const server = createHttpServer((_request, answer) =>
      answer.end(
        JSON.stringify({ success: { data: { epoch: 3, publicKey, nodeStatus: 'Active', degraded } } }),
      ),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const states = async () => {
      const findings = await checkPort({ url, isRunning: true, keys: [SECRET_KEY] });
      return findings.map(({ check, state, found }) => `${check} ${state}: ${found}`);
    };
    try {
      const address = `address good: the node answers at ${url}`;
      assert.deepEqual(await states(), [address, 'store good: the node reads and writes its store']);
      degraded = { message: 'no space is left\u001b[2J on the disk' };
      const [, store] = await states();
      assert.match(store!, /^store bad: the node is degraded: "no space is left\\u001b\[2J on the disk"$/);
    } finally {
      server.close().closeAllConnections();
    }
  });

  it('is asked what its scrub could not read', () => {
    const ended = { entries: 7, bytes: 100, rotten: 0, unread: 0, beganMs: 0, endedMs: 0 };
    const report = { pass: undefined, last: ended, storedBytes: 100 };
    assert.equal(scrubFinding(report, 0).state, 'good');
    for (const hurt of [{ last: { ...ended, unread: 2 } }, { pass: { ...ended, unread: 2 } }]) {
      const { state, advice } = scrubFinding({ ...report, ...hurt }, 0);
      assert.equal(state, 'bad');
      assert.match(advice!, /haulout node repair/);
    }
  });
});

describe('findings', () => {
  it('fit a terminal, and say below what is bad what to do', () => {
    const text = findingsText(
      [
        { check: 'clock', state: 'good', found: 'it agrees' },
        { check: 'registration', state: 'bad', found: `${'word '.repeat(20)}end`, advice: 'do this' },
      ],
      false,
    );
    const [first, second, third, last] = text.split('\n');
    assert.equal(first, 'ok   clock         it agrees');
    assert.match(second!, /^bad {2}registration {2}word/);
    assert.match(third!, /^ {19}word/);
    assert.equal(last, '     do this');
  });
});
