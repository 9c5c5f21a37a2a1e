/**
 * A network on five hosts with addresses of their own: a chain, three nodes that speak TLS, and a client.
 * What runs on them are the commands that people type.
 */
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { seededBytes } from '../../support/bytes.js';
import { makeCertificate } from '../../support/certificate.js';
import { startChildInNamespace } from '../../support/child.js';
import { extent } from '../../support/long.js';
import type { ChainState, Order } from './chain-host.js';
import { hasWeather, Hosts, whyNoHosts, type Side } from './hosts.js';

const main = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));
const NODES = ['walrus-1', 'walrus-2', 'walrus-3'] as const;
/** Shards of the three nodes: 4, 3 and 3. */
const SHARDS = 10;
const NODE_PORT = 9185;
const CHAIN_PORT = 9000;

/** The hosts and what runs on them. */
class World {
  readonly folder: string;
  readonly hosts = new Hosts(['chain', ...NODES, 'client']);
  readonly #running = new Map<string, ChildProcess>();
  /** What each node has logged since it was started. */
  readonly #logs = new Map<string, string>();

  constructor(folder: string) {
    this.folder = folder;
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** Starts the chain, and makes certificates that everybody trusts. */
  async begin(): Promise<void> {
    const address = this.hosts.address('chain');
    const args = [address, String(CHAIN_PORT), this.folder, String(SHARDS)];
    const program = new URL('./chain-host.ts', import.meta.url);
    const chain = startChildInNamespace(this.hosts.namespace('chain'), program, ...args);
    this.#running.set('chain', chain);
    const certificates = NODES.map((name) => makeCertificate(this.hosts.address(name)));
    for (const [index, { cert, key }] of certificates.entries()) {
      await writeFile(this.file(`${NODES[index]}.crt`), cert);
      await writeFile(this.file(`${NODES[index]}.pem`), key, { mode: 0o600 });
    }
    await writeFile(this.file('trusted.crt'), certificates.map(({ cert }) => cert).join(''));
    await once(chain, 'message');
  }

  /** Asks the chain's host for something. */
  async order(order: Order): Promise<unknown> {
    const chain = this.#running.get('chain')!;
    const answer = once(chain, 'message') as Promise<[{ value?: unknown; failed?: string }]>;
    chain.send(order);
    const [{ value, failed }] = await answer;
    assert.equal(failed, undefined);
    return value;
  }

  /** The command line of a command on a host. */
  #command(host: string, args: readonly string[]) {
    const namespace = this.hosts.namespace(host);
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: this.file('trusted.crt') };
    return { words: ['netns', 'exec', namespace, process.execPath, main, ...args], env };
  }

  /** Runs a command on a host; resolves to the last JSON object that it prints. Rejects when it fails. */
  async run(host: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
    const { words, env } = this.#command(host, [...args, '--json']);
    const { stdout } = await promisify(execFile)('ip', words, { env });
    return JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Record<string, unknown>;
  }

  /** Registers a node on its host. Resolves to its id. */
  async register(name: string): Promise<string> {
    await this.order({ account: name });
    const [folder, chain] = [this.file(name), this.file('deployment.json')];
    const { nodeId } = await this.run(
      name,
      ...['node', 'register', '--folder', folder, '--deployment', chain, '--name', name],
      ...['--keystore', this.file(`${name}.keystore`)],
      ...['--public-address', `${this.hosts.address(name)}:${NODE_PORT}`],
    );
    return String(nodeId);
  }

  /** Starts a node on its host; resolves when it listens. */
  async startNode(name: string): Promise<void> {
    const { words, env } = this.#command(name, [
      ...['node', 'run', '--folder', this.file(name), '--every', '2s', '--log-format', 'json'],
      ...['--tls-cert', this.file(`${name}.crt`), '--tls-key', this.file(`${name}.pem`)],
    ]);
    const child = spawn('ip', words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#running.set(name, child);
    let log = '';
    child.stderr.on('data', (part) => {
      log += String(part);
      this.#logs.set(name, log);
      child.emit('log');
    });
    await this.logged(name, '"kind":"ready"');
  }

  /** Resolves when the log of a node has some words; rejects when it ends before. */
  async logged(name: string, words: string): Promise<void> {
    const child = this.#running.get(name)!;
    while (this.#logs.get(name)?.includes(words) !== true) {
      if (child.exitCode !== null) throw new Error(`${name} has ended: ${this.#logs.get(name)}`);
      await Promise.race([once(child, 'log'), once(child, 'close')]);
    }
  }

  /** The host of a node is gone: its power, and its link. */
  async loseHost(name: string): Promise<void> {
    this.hosts.unplug(name);
    const child = this.#running.get(name)!;
    child.kill('SIGKILL');
    await once(child, 'exit');
    this.#logs.delete(name);
  }

  /** It is back, with the disk that it had. */
  async returnHost(name: string): Promise<void> {
    this.hosts.plug(name);
    await this.startNode(name);
  }

  /** Who is on the right side of the cut; all others are on the left. */
  cut(right: readonly string[]): void {
    const sideOf = (name: string): Side => (right.includes(name) ? 'right' : 'left');
    for (const name of ['chain', ...NODES, 'client']) this.hosts.put(name, sideOf(name));
  }

  /** Stores a file from the client's host; resolves to its blob id. */
  async store(bytes: Uint8Array): Promise<string> {
    await writeFile(this.file('in'), bytes);
    const from = ['--deployment', this.file('deployment.json'), '--keystore', this.file('client.keystore')];
    const { blobId } = await this.run('client', 'store', this.file('in'), '--epochs', '3', ...from);
    return String(blobId);
  }

  /** Reads a blob from the client's host. */
  async read(blobId: string): Promise<Uint8Array> {
    const [out, from] = [this.file('out'), this.file('deployment.json')];
    await this.run('client', 'read', blobId, '--deployment', from, '--output', out);
    return new Uint8Array(await readFile(out));
  }

  /** Waits until the nodes have brought the network into an epoch, each with its shards. */
  async reach(epoch: number): Promise<void> {
    await this.order({ passEpochs: 1 });
    for (;;) {
      const state = (await this.order('state')) as ChainState;
      if (state.epoch === epoch && state.phase === 'EpochChangeDone') return;
      assert.ok(state.epoch <= epoch);
      await pause(200);
    }
  }

  /** Ends everything, whatever state it is in. */
  async end(): Promise<void> {
    const running = [...this.#running.values()];
    const alive = running.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    await Promise.all(
      alive.map((child) => {
        child.kill('SIGKILL');
        return once(child, 'exit');
      }),
    );
    this.hosts.remove();
  }
}

const why = extent({ short: () => 'a minute of CPU: HAULOUT_LONG=1 runs it', long: whyNoHosts })();
const without = why === undefined ? {} : { skip: true, meta: { why } };
const withoutWeather = hasWeather()
  ? {}
  : {
      skip: true,
      meta: { why: 'no tc here (install iproute2), or a kernel without netem: links are perfect' },
    };

describe('a network on five hosts', without, () => {
  let world: World;
  let folder: string;
  /** The node with 4 shards, and one of the two with 3. */
  let large: string;
  let lost: string;
  /** What has been stored: with all hosts, and with one lost. */
  const bytes = [seededBytes(20_000, 1), seededBytes(20_000, 2)] as const;
  const blobIds: string[] = [];
  const read = async (which: 0 | 1): Promise<void> =>
    assert.deepEqual(await world.read(blobIds[which]!), bytes[which]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haulout-hosts-'));
    world = new World(folder);
    await world.begin();
    const stakeWith: string[] = [];
    for (const name of NODES) stakeWith.push(await world.register(name));
    await world.order({ account: 'client' });
    await world.order({ stakeWith });
    await Promise.all(NODES.map((name) => world.startNode(name)));
    await world.reach(1);
    const { shards } = (await world.order('state')) as ChainState;
    large = NODES.find((_, index) => shards[stakeWith[index]!] === 4)!;
    lost = NODES.find((name) => name !== large)!;
  });
  afterAll(async () => {
    await world?.end();
    await rm(folder, { recursive: true, force: true });
  });

  it('has links that delay and lose packets', withoutWeather, () => {
    for (const name of NODES) assert.match(world.hosts.weather(name), /netem .*delay .*loss/);
  });

  it('R1: loses a host, and stores and reads as before', async () => {
    blobIds.push(await world.store(bytes[0]));
    await world.loseHost(lost);
    blobIds.push(await world.store(bytes[1]));
    await read(0);
  });

  it('R2: cut in two, reads from one node of three, and says what a store lacks', async () => {
    await world.returnHost(lost);
    world.cut(NODES.filter((name) => name !== large));
    await read(1);
    await assert.rejects(world.store(seededBytes(20_000, 3)), (error: { stderr: string }) => {
      const { code, values } = JSON.parse(error.stderr) as { code: string; values: { got: number } };
      assert.deepEqual([code, values.got], ['NOT_ENOUGH_CONFIRMATIONS', 4]);
      return true;
    });
  });

  it('R5: heals, turns an epoch, and gives what was stored without a node from that node', async () => {
    world.cut([]);
    await world.reach(2);
    // The host that was away may be the last to have all that it owes.
    await world.logged(lost, '"duty":"report-shards","epoch":2');
    await world.loseHost(large);
    await read(0);
    await read(1);
  });
});
