/**
 * The commands of operators and stakers against a network, which a node joins that runs in a process of its
 * own.
 */
import { readNodeCap } from '@haulout/sdk/chain';
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { fileJournal, Network, writeKeystore } from 'haulout';
import { createOperatorRunner } from '@haulout/sdk/operator';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { seededBytes } from '../../support/bytes.js';
import { examine } from '../../../cli/src/doctor/examine.js';
import { haulout, ran } from '../../support/printed.js';

const main = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));
const command = [main];
const DAY_MS = 24n * 60n * 60n * 1000n;

describe('the commands of operators and stakers', () => {
  let folder: string;
  let network: Network;
  let file: (name: string) => string;
  let nodeId: string;
  let child: ChildProcess | undefined;
  let port: number;
  /** What the node in the other process has logged. */
  let log = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haulout-operator-'));
    file = (name) => join(folder, name);
    network = await openGoldenNetwork({ nodes: 4, shards: 10, rpcPort: 0 });
    const { deployment, rpcUrl, wallet, devnet } = network;
    await fileJournal(file('deployment.json')).save({ ...deployment, rpcUrl });
    await writeKeystore(file('wallet'), [wallet]);
    await writeKeystore(file('operator'), [devnet.newAccount('fifth')]);
    port = await freePort();
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await network?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const json = async (...args: string[]) =>
    JSON.parse(await haulout(...args, '--json')) as Record<string, unknown>;
  /** What the checks of the node say, by the clock of the chain. */
  const states = async (nowMs?: () => number): Promise<Record<string, string>> => {
    const chainMs = Number((await json('epoch', 'status', ...where()))['nowMs']);
    const findings = await examine({ folder: file('node'), json: false }, nowMs ?? (() => chainMs));
    return Object.fromEntries(findings.map(({ check, state }) => [check, state]));
  };
  const where = () => ['--deployment', file('deployment.json')];
  const staker = () => [...where(), '--keystore', file('wallet')];
  const node = () => ['--folder', file('node')];

  const registration = () => [
    ...['node', 'register', ...node(), ...where(), '--keystore', file('operator'), '--name', 'fifth'],
    ...['--public-address', `127.0.0.1:${port}`, '--listen', `127.0.0.1:${port}`, '--capacity', '1TiB'],
  ];

  it('register a node; what was interrupted is finished, and a node is registered once', async () => {
    const first = await json(...registration());
    nodeId = String(first['nodeId']);
    assert.equal((await stat(file('node/node.key'))).mode & 0o777, 0o600);
    // As if the run had ended before it could write down what it had done.
    await rm(file('node/node.json'));
    assert.deepEqual(await json(...registration()), first);
    await assert.rejects(json(...registration()), /has a node already/);
    const status = await json('node', 'status', ...node());
    assert.deepEqual([status['name'], status['state'], status['shards']], ['fifth', 'active', []]);
    assert.match(await haulout('node', 'status', ...node()), /candidate +no, nobody has stake with it/);
  });

  it('say what a node lacks, whether or not it runs, and fail then', async () => {
    assert.deepEqual(await states(), {
      'full node': 'good',
      clock: 'good',
      keys: 'good',
      disk: 'good',
      registration: 'good',
      gas: 'good',
      stake: 'bad',
      duties: 'good',
      rounds: 'good',
      process: 'unknown',
      address: 'unknown',
    });
    await chmod(file('node/node.key'), 0o644);
    assert.equal((await states())['keys'], 'bad');
    await chmod(file('node/node.key'), 0o600);
    const key = await readFile(file('node/node.key'));
    await writeFile(file('node/node.key'), `${'05'.repeat(32)}\n`);
    assert.equal((await states())['keys'], 'bad', 'it is not the key on chain');
    await writeFile(file('node/node.key'), key);
    assert.equal((await states(() => 0))['clock'], 'bad');
    const { code, stdout, stderr } = await ran('node', 'doctor', ...node());
    assert.equal(code, 1);
    const missing =
      /\nbad +stake +it is in no committee: of about [\d,]+ WAL for a\s+shard, [\d,]+\s+are\s+missing\n/;
    assert.match(stdout.toString(), missing);
    assert.match(stderr, /^haulout: \d things are bad: .*stake/);
    for (const line of stdout.toString().split('\n')) assert.ok(line.length <= 80, line);
    const silent = await ran('node', 'doctor', ...node(), '--rpc', 'http://127.0.0.1:1', '--json');
    const { findings } = JSON.parse(silent.stdout.toString()) as { findings: { state: string }[] };
    assert.deepEqual([silent.code, findings[0]!.state], [1, 'bad']);
  });

  it('stake with it, cut stake in two, join it, and take out what no committee counts on', async () => {
    const { stakedWalId, amount } = await json('stake', 'add', nodeId, '1000.5', ...staker());
    assert.equal(amount, '1000500000000');
    const status = await haulout('node', 'status', ...node());
    assert.match(status, /\nstake +0 WAL now, 1,000\.5 WAL from epoch 2\n/);
    assert.ok(
      status.split('\n').every((line) => line.length <= 80),
      status,
    );
    assert.deepEqual((await json('node', 'status', ...node()))['arriving'], { 2: '1000500000000' });
    const { newId } = await json('stake', 'split', String(stakedWalId), '400', ...staker());
    const principals = async () => {
      const { stakes } = (await json('stake', 'list', ...staker())) as { stakes: { principal: string }[] };
      return stakes.map(({ principal }) => principal).sort();
    };
    assert.deepEqual(await principals(), ['400000000000', '600500000000']);
    await haulout('stake', 'join', String(stakedWalId), String(newId), ...staker());
    assert.match(
      await haulout('stake', 'list', ...staker()),
      /^stake +0x\w{64}\nnode +0x\w{64}\namount +1,000\.5 WAL.*\nstate +counts for its node from epoch 2 on$/,
    );
    const { newId: spare } = await json('stake', 'split', String(stakedWalId), '0.5', ...staker()).catch(
      // Less than 1 WAL is no stake.
      async () => json('stake', 'split', String(stakedWalId), '1', ...staker()),
    );
    // No committee counts on it yet: it can be taken out at once.
    const { principal, rewards } = await json('stake', 'withdraw', String(spare), ...staker());
    assert.deepEqual([principal, rewards], ['1000000000', '0']);
    assert.deepEqual(await principals(), ['999500000000']);
    await assert.rejects(haulout('stake', 'withdraw', String(spare), ...staker()));
  });

  it('show where the epochs stand, and refuse to change them before it is time', async () => {
    const { epoch, phase, phaseStartMs, nodes } = await json('epoch', 'status', ...where());
    assert.deepEqual([epoch, phase, nodes], [1, 'EpochChangeDone', 4]);
    assert.match(String(phaseStartMs), /^\d{13}$/);
    assert.match(await haulout('epoch', 'status', ...where()), /candidates +5 of at most 150/);
    assert.match(
      await haulout('epoch', 'status', ...where()),
      /voting +can be ended from \d{4}-\d\d-\d\d \d\d:\d\d UTC, in 1[12] h/,
    );
    await assert.rejects(haulout('epoch', 'end-voting', ...staker()), /ETooEarly/);
    network.devnet.advanceClock(DAY_MS);
    await haulout('epoch', 'end-voting', ...staker());
    const committee = (await json('committee', ...where())) as {
      nodes: { penalties: object; conduct?: object; lastRound?: object; declaredLost?: object }[];
      joining: { nodeId: string; nextShards: number[] }[];
    };
    const nothing = { due: '0', withheldPpm: 0, heldPpm: 0, waiting: '0', taken: [] };
    for (const { penalties, conduct, lastRound, declaredLost } of committee.nodes) {
      assert.deepEqual([penalties, conduct, lastRound, declaredLost], [nothing, ...Array(3)]);
    }
    assert.deepEqual(
      committee.joining.map(({ nodeId }) => nodeId),
      [nodeId],
    );
    const shown = (await haulout('committee', ...where())).split('\n');
    assert.match(shown[0]!, /^node +shards +in epoch 2 +address, and id below$/);
    assert.equal(shown.length, 1 + 5 * 2, 'a line of each node, and its id');
    assert.deepEqual(await json('epoch', 'advance', ...staker()), { kind: 'epoch-started', epoch: 2 });
  });

  it('end at once when the port of the node is taken, and leave its folder to others', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    // If it went on, it would hold the lock of the store that the next test opens.
    await assert.rejects(haulout('node', 'run', ...node(), '--log-level', 'silent'), { code: 'EADDRINUSE' });
    other.close();
    await once(other, 'close');
  });

  it('wait for a chain that is away, say so, and end when they are told to', async () => {
    const away = `http://127.0.0.1:${await freePort()}`;
    const run = [...command, 'node', 'run', ...node(), '--rpc', away];
    const waiting = spawn(process.execPath, run, { stdio: ['ignore', 'inherit', 'pipe'] });
    const [line] = (await once(createInterface({ input: waiting.stderr }), 'line')) as [string];
    const { msg, attempts, reason } = JSON.parse(line) as Record<string, unknown>;
    assert.deepEqual([msg, attempts], ['waiting for the chain', 1]);
    assert.ok(String(reason).startsWith(`no full node answers at ${away}: `), line);
    assert.match(String(reason), /the connection was refused/);
    waiting.kill('SIGTERM');
    assert.deepEqual(await once(waiting, 'exit'), [0, null]);
  });

  it('refuse a damaged store in a sentence that says what to do, and repair it', async () => {
    await rm(join(file('node'), 'store', 'CURRENT'));
    await assert.rejects(
      haulout('node', 'run', ...node(), '--log-level', 'silent'),
      /the store is damaged: .*node\/store has files .* run haulout node repair/,
    );
    const repaired = (await json('node', 'repair', ...node())) as { found: string[] };
    assert.deepEqual(repaired.found, ['CURRENT is missing or damaged']);
  });

  it('run the node: it takes its shards over, reports them, and serves', async () => {
    const bytes = seededBytes(5000, 3);
    const blocking = ['--block-list', file('blocked.txt')];
    await writeFile(file('blocked.txt'), 'every blob');
    const run = () => haulout('node', 'run', ...node(), ...blocking, '--log-level', 'silent');
    await assert.rejects(run(), /blocked\.txt:1: "every blob" is not a blob id/);
    await writeFile(file('blocked.txt'), '# none yet\n');
    child = spawn(
      process.execPath,
      [...command, 'node', 'run', ...node(), ...blocking, '--every', '1s', '--json'],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stderr!.on('data', (part) => (log += String(part)));
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    const ready = JSON.parse(line) as { url: string };
    assert.equal(ready.url, `http://127.0.0.1:${port}`);
    await assert.rejects(
      haulout('node', 'run', ...node(), '--log-level', 'silent'),
      /the store is in use by another process: it has locked .*node\/store/,
    );
    await othersReport();
    await until(async () => {
      const { shards, handOver } = (await json('node', 'status', ...node())) as {
        shards: number[];
        handOver?: { reported: boolean };
      };
      return shards.length > 0 && handOver?.reported === true;
    });
    const { haulout: client } = network.client;
    const { blobId } = await client.store({ bytes, epochs: 1, deletable: true, signer: network.wallet });
    const fifth = (await client.committee()).nodes.find((member) => member.nodeId === nodeId)!;
    assert.ok(fifth.shards.length > 0);
    const asked = async () => {
      const metadata = await fetch(`${fifth.url}/v1/blobs/${blobId}/metadata`);
      await metadata.arrayBuffer();
      return metadata.status;
    };
    assert.equal(await asked(), 200);
    // The running node hears of it from the file.
    await writeFile(file('blocked.txt'), `${blobId} # for an hour\n`);
    assert.equal(await asked(), 451);
    await writeFile(file('blocked.txt'), '# none any more\n');
    assert.equal(await asked(), 200);
    assert.deepEqual(await client.read({ blobId }), bytes);
    const found = await states();
    assert.deepEqual([found['process'], found['address'], found['duties']], ['good', 'good', 'good']);
    const { kind, isRunning, entries, rotten } = await json('node', 'scrub', ...node());
    assert.deepEqual([kind, isRunning, rotten], ['scrubbed', true, 0]);
    assert.equal(entries, 1 + 2 * fifth.shards.length, 'metadata, and two slivers of each shard');
    assert.match(
      await haulout('node', 'scrub', ...node()),
      /^read \d+ entries, .* KiB, in .* s: all are right$/,
    );
    assert.match(
      await haulout('node', 'status', ...node()),
      /\nscrub +\d{4}-.* ago: \d+ entries, .*, all right\n/,
    );
  });

  it('change its votes and its key, which a running node takes over in the next epoch', async () => {
    await haulout('node', 'set', ...node(), '--storage-price', '777', '--commission', '250');
    await assert.rejects(haulout('node', 'set', ...node()), /nothing to change/);
    const rotated = await json('node', 'rotate-key', ...node());
    const status = await json('node', 'status', ...node());
    assert.equal(status['storagePrice'], '777');
    assert.equal(status['nextPublicKey'], rotated['publicKey']);
    assert.deepEqual(await json('node', 'rotate-key', ...node()), rotated, 'again, nothing more happens');
    const { nodes, devnet } = network;
    // The running node changes the epoch by itself; the others only report.
    devnet.advanceClock(DAY_MS);
    await until(async () => (await json('epoch', 'status', ...where()))['phase'] === 'NextParamsSelected');
    devnet.advanceClock(DAY_MS);
    await until(async () => (await json('epoch', 'status', ...where()))['epoch'] === 3);
    for (const { duties } of nodes) await duties.catchUp();
    await until(async () => (await json('node', 'status', ...node()))['publicKey'] === rotated['publicKey']);
    const { lastSync } = await reported();
    assert.equal(lastSync, 3);
    const fifth = (await network.client.haulout.committee()).nodes.find(
      (member) => member.nodeId === nodeId,
    )!;
    assert.equal(Buffer.from(fifth.publicKey).toString('hex'), rotated['publicKey']);
    // As if the key had come into force while the node was not running: it is not announced once more,
    // another one is.
    await copyFile(file('node/node.key'), file('node/next.key'));
    const again = await json('node', 'rotate-key', ...node());
    assert.notEqual(again['publicKey'], rotated['publicKey']);
    assert.equal((await json('node', 'status', ...node()))['nextPublicKey'], again['publicKey']);
  });

  it('say that shards are lost, before a round asks for them, and that they are here again', async () => {
    await othersReport();
    const { shards } = (await json('node', 'status', ...node())) as { shards: number[] };
    const declared = await json('node', 'declare-lost', 'all', ...node());
    assert.deepEqual(declared, { kind: 'declared-lost', nodeId, shards });
    assert.match(await haulout('node', 'status', ...node()), /\d shards declared lost in epoch 3/);
    const told = await haulout('node', 'restore', ...node());
    assert.equal(told, 'The shards are no longer declared lost: rounds ask for them from the next one on.');
    await assert.rejects(haulout('node', 'restore', ...node()), /ENothingDeclared/);
    assert.doesNotMatch(await haulout('node', 'status', ...node()), /declared lost/);
  });

  it('vote for an upgrade, and let somebody else do it; let prices hold at once', async () => {
    const digest = 'ab'.repeat(32);
    const { shards, nShards } = await json('node', 'vote-upgrade', digest, ...node());
    assert.ok(Number(shards) > 0);
    assert.equal(nShards, 10);
    await assert.rejects(haulout('node', 'authorize', ...node()), /nobody to authorize/);
    const { owner } = await json('node', 'collect-commission', ...node());
    const somebody = network.wallet.toSuiAddress();
    await haulout(...['node', 'authorize', ...node(), '--upgrades', somebody, '--commission', String(owner)]);
    await assert.rejects(haulout('node', 'vote-upgrade', 'cd'.repeat(32), ...node()), /ENotAuthorized/);
    const { commissionReceiver } = await json('node', 'status', ...node());
    assert.deepEqual(commissionReceiver, { address: owner });
  });

  it('ask for stake that is at work, and let the node leave: both in the epochs to come', async () => {
    const { stakes } = (await json('stake', 'list', ...staker())) as { stakes: { stakedWalId: string }[] };
    const id = stakes[0]!.stakedWalId;
    const { epoch, withdrawEpoch } = await json('stake', 'request-withdraw', id, ...staker());
    assert.deepEqual([epoch, withdrawEpoch], [3, 4]);
    assert.match(await haulout('stake', 'list', ...staker()), / asked for, free from epoch 4 on$/);
    await assert.rejects(haulout('stake', 'withdraw', id, ...staker()), /epoch|Withdraw/i);
    await haulout('node', 'leave', ...node());
    assert.match(await haulout('node', 'status', ...node()), /^node +fifth, withdrawing\n/);
  });

  it('end politely when told to', async () => {
    child!.kill('SIGTERM');
    const [code] = (await once(child!, 'exit')) as [number | null];
    assert.equal(code, 0);
    const logged = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const { time } of logged) assert.match(String(time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.ok(logged.some(({ level, kind }) => level === 'info' && kind === 'ready'));
    assert.equal(logged.at(-1)!['msg'], 'closed');
    await assert.rejects(fetch(`http://127.0.0.1:${port}/v1/health`));
    assert.match(await haulout('node', 'collect-commission', ...node()), /WAL to 0x|nothing to collect/);
    assert.match(
      await haulout('node', 'status', ...node()),
      /\nscrub +not known, as the node does not run\n/,
    );
    const { kind, isRunning, rotten } = await json('node', 'scrub', ...node());
    assert.deepEqual([kind, isRunning, rotten], ['scrubbed', false, 0]);
  });

  it('remove what is left of a node when it has left and everything has been taken out', async () => {
    await assert.rejects(haulout('node', 'remove', ...node()), /ERecentMember/);
    await network.finishEpoch();
    await network.nextEpoch();
    await network.nextEpoch();
    const { stakes } = (await json('stake', 'list', ...staker())) as {
      stakes: { stakedWalId: string; nodeId: string }[];
    };
    for (const { stakedWalId, nodeId: of } of stakes) {
      if (of === nodeId) await haulout('stake', 'withdraw', stakedWalId, ...staker());
    }
    await haulout('node', 'collect-commission', ...node());
    await haulout('node', 'remove', ...node());
    await assert.rejects(haulout('node', 'status', ...node()));
  });

  /** The other operators report as theirs do: by the same runner, on their nodes in this process. */
  async function othersReport(): Promise<void> {
    for (const { identity, duties } of network.nodes) {
      const { client } = network;
      const { systemObjectId, stakingObjectId } = network.deployment;
      const { capId, operator } = identity;
      const runner = createOperatorRunner({
        ...{ client, systemObjectId, stakingObjectId, capId, node: duties, sender: operator.toSuiAddress() },
        send: (what, transaction) => client.haulout.execute({ what, transaction, signer: operator }),
      });
      const outcomes = await runner.tick();
      assert.deepEqual(
        outcomes.map(({ duty, kind }) => `${duty.kind} ${kind}`),
        ['report-shards done'],
      );
    }
  }

  /** The last epoch for which the fifth node has reported, once it has for the current one. */
  async function reported(): Promise<{ lastSync: number }> {
    const { capId } = await json('node', 'status', ...node());
    let lastSync = 0;
    await until(async () => {
      lastSync = (await readNodeCap(network.client, String(capId))).lastSyncEpoch;
      return lastSync === (await network.client.haulout.stakingState()).epoch;
    });
    return { lastSync };
  }
});

/** Waits until the node in the other process has done something. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    if (await isSo()) return;
    await pause(50);
  }
  assert.fail('it did not come to pass');
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
