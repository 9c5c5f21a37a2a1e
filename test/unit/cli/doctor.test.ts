/** What `haulout node doctor` concludes from what it is told. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'vitest';
import { stakeForShard } from '../../../cli/src/doctor/chain-checks.js';
import { findingsText } from '../../../cli/src/doctor/findings-text.js';
import { checkPort } from '../../../cli/src/doctor/port-check.js';
import { apportion } from '../../support/apportionment.js';
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
