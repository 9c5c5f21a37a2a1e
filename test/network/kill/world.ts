/**
 * A storage network whose parties can be killed at any step: the real devnet in a folder, real nodes on disks
 * that lose what was not synced, real clients. Requests pass through here, in process; a party's steps are
 * its requests, their answers, and its writes. What is killed starts again at once on what was on its disk.
 */
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SuiGrpcClient } from '@mysten/sui/grpc';
import type { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { Network, type Deployment } from 'haulout';
import { Devnet } from '@haulout/devnet';
import { createTransport, StatusError, type RpcServer } from '@haulout/devnet/rpc';
import { createSuiChainView, openStorageNode, type StorageNode } from '@haulout/node';
import { systemTimers, type Timers } from '@haulout/sdk/base';
import { createTransactionQueue } from '@haulout/sdk/chain';
import { haulout, type Committees, type HauloutClient } from '@haulout/sdk/client';
import type { Fetch } from '@haulout/sdk/nodes';
import { nodeSecretKey, seededRandom } from '../../../cli/src/network/keys.js';
import { databaseOn, type Disk } from './disk.js';
import { Process } from './process.js';

const SEED = 'kill';

/** A network on its disks: what a world begins from. */
export interface Base {
  readonly root: string;
  readonly deployment: Deployment;
  readonly wallet: Ed25519Keypair;
  readonly committees: Committees;
  /** Latest checkpoint before anybody stored anything. */
  readonly checkpoint: bigint;
  /** The devnet's file. */
  readonly journal: Uint8Array;
  readonly nodes: readonly { readonly nodeId: string; readonly host: string; readonly disk: Disk }[];
}

/** Which step of which party is its last one. */
export interface Kill {
  /** `client`, `chain` or `node-N`. */
  readonly victim: string;
  /** From 1. */
  readonly step: number;
  /** Which steps count; default: all. */
  readonly counts?: ((label: string) => boolean) | undefined;
  /** For the chain: its last record is cut short by so many bytes, if this is not too many. */
  readonly torn?: number | undefined;
}

/** A request to a node. */
interface NodeRequest {
  readonly method: 'GET';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: Buffer;
}

/** Brings up the network that worlds begin from, in a folder. */
export async function makeBase(
  root: string,
  size: { readonly nodes: number; readonly shards: number },
): Promise<Base> {
  const folder = join(root, 'base');
  const network = await Network.start({ folder, ...size, seed: SEED });
  const committees = await network.client.haulout.committees();
  const checkpoint = network.devnet.ledger.latestCheckpoint().sequenceNumber;
  await network.stop();
  const { deployment, wallet } = network;
  const nodes = network.nodes.map(({ identity: { nodeId }, front: { port } }) => ({
    nodeId,
    host: `127.0.0.1:${port}`,
    disk: new Map(),
  }));
  const journal = new Uint8Array(readFileSync(join(folder, 'chain', 'journal')));
  const world = await World.open({ root, deployment, wallet, committees, checkpoint, journal, nodes });
  // Nodes that have learnt of what has happened so far.
  for (const node of world.nodes) await (await node.running).duties.catchUp();
  const base = world.durable();
  world.close();
  return base;
}

let worlds = 0;

export class World {
  readonly base: Base;
  readonly chain: Chain;
  readonly nodes: readonly Node[];
  /** The steps that the victim has taken: what each was, and on top of which block. */
  steps: string[] = [];
  /** What the victim was about to do, or had just done, when it was killed. */
  killedAt: string | undefined;
  /** Resolves when the victim is killed. */
  readonly killed: Promise<void>;
  closed = false;
  #reportKill: () => void = () => undefined;
  /** Called at each step of anybody. */
  observe: () => void = () => undefined;
  readonly #kill: Kill | undefined;
  readonly #clients = new Set<Process>();
  #requests = 0;
  #quiet: (() => void)[] = [];

  private constructor(base: Base, kill: Kill | undefined) {
    this.base = base;
    this.#kill = kill;
    this.killed = new Promise((resolve) => (this.#reportKill = resolve));
    this.chain = new Chain(this, join(base.root, `world-${worlds++}`), base.journal);
    this.nodes = base.nodes.map(({ disk }, index) => new Node(this, index, new Map(disk)));
  }

  static async open(base: Base, kill?: Kill): Promise<World> {
    const world = new World(base, kill);
    await world.chain.start();
    await Promise.all(world.nodes.map((node) => node.start()));
    return world;
  }

  /** A client in a process of its own, which has just started. */
  client(name = 'client'): HauloutClient {
    const process = this.process(name);
    this.#clients.add(process);
    const timers = timersOf(process);
    const { deployment } = this.base;
    return this.suiClient(process).$extend(
      haulout({
        systemObjectId: deployment.systemObjectId,
        stakingObjectId: deployment.stakingObjectId,
        walType: deployment.walType,
        nodeUrl: ({ networkAddress }) => `http://${networkAddress}`,
        fetch: this.fetchOf(process),
        timers,
        random: seededRandom(SEED),
        settings: { hedgeAfterMs: 60_000, doubtAfterMs: 60_000, requestMs: 60_000 },
        // Each client is a process of its own: what a dead one was about to do holds nobody up.
        queue: createTransactionQueue(),
      }),
    ).haulout;
  }

  /** What would be left if everybody died now. */
  durable(): Base {
    const nodes = this.base.nodes.map((node, index) => ({ ...node, disk: new Map(this.nodes[index]!.disk) }));
    return { ...this.base, journal: this.chain.journal(), nodes };
  }

  /** Resolves when the clients that were killed have nothing under way any more. */
  async settled(): Promise<void> {
    while (this.#requests > 0) await new Promise<void>((resolve) => this.#quiet.push(resolve));
  }

  /** Ends everything. */
  close(): void {
    this.closed = true;
    for (const process of this.#clients) process.kill();
    for (const { process } of this.nodes) process.kill();
    this.chain.close();
  }

  process(name: string): Process {
    return new Process(name, (process, label) => {
      this.observe();
      if (process.name !== this.#kill?.victim) return;
      if (this.#kill.counts?.(label) === false) return;
      this.steps.push(`${label} after block ${this.chain.devnet.ledger.latestCheckpoint().sequenceNumber}`);
      if (this.steps.length !== this.#kill.step) return;
      this.killedAt = label;
      process.kill();
      this.#reportKill();
    });
  }

  get torn(): number {
    return this.#kill?.torn ?? 0;
  }

  /** The chain's client of a process. */
  suiClient(process: Process): SuiGrpcClient {
    const ask = <T>(path: string, handle: (rpc: RpcServer) => Promise<T>): Promise<T> => {
      const name = path.split('/').at(-1)!;
      const what = `${name} by ${process.name}`;
      return this.#exchange(process, name, () => this.chain.answer(what, ({ rpc }) => handle(rpc)));
    };
    const server: RpcServer = {
      kind: (path) => this.chain.devnet.rpc.kind(path),
      unary: (path, request) => ask(path, (rpc) => rpc.unary(path, request)),
      // Lists come as streams, too; they end by themselves.
      async *stream(path, request) {
        yield* await ask(path, async (rpc) => {
          const frames: Uint8Array[] = [];
          for await (const frame of rpc.stream(path, request)) frames.push(frame);
          return frames;
        });
      },
      close: () => undefined,
    };
    return new SuiGrpcClient({ network: 'devnet', transport: createTransport(server) });
  }

  fetchOf(process: Process): Fetch {
    return (url, { method = 'GET', headers, body }) => {
      const { host, pathname, search } = new URL(url);
      const node = this.nodes.find(({ index }) => this.base.nodes[index]!.host === host)!;
      const what = `${method} ${pathname.split('/').slice(4).join('/')} of ${node.process.name}`;
      return this.#exchange(process, what, () =>
        node.answer(what, {
          method: method as 'GET',
          url: pathname + search,
          headers: { ...(headers as Record<string, string>) },
          ...(body && { payload: Buffer.from(body as Uint8Array) }),
        }),
      );
    };
  }

  node(index: number, disk: Disk, process: Process): Promise<StorageNode> {
    const { deployment, nodes, committees } = this.base;
    return openStorageNode({
      folder: databaseOn(disk, process),
      secretKey: nodeSecretKey(SEED, `node-${index}`),
      neighbours: { fetch: this.fetchOf(process), random: seededRandom(`node-${index}`) },
      chain: (store) =>
        createSuiChainView({
          client: this.suiClient(process),
          packageId: deployment.packageId,
          nodeId: nodes[index]!.nodeId,
          // The epoch does not change here.
          committees: async () => committees,
          store,
        }),
    });
  }

  /**
   * A request of a process, with the steps that it is for it. Whoever is asked goes on when the asker dies.
   */
  async #exchange<T>(process: Process, what: string, handle: () => Promise<T>): Promise<T> {
    await process.step(`asks ${what}`);
    this.#requests++;
    const answer = handle().finally(() => {
      if (--this.#requests === 0) for (const resolve of this.#quiet.splice(0)) resolve();
    });
    const settled = await process.wait(answer);
    await process.step(`is answered ${what}`);
    return settled;
  }
}

/** Timers that end with a process. Patience costs nothing here: whoever does not answer at once is dead. */
function timersOf(process: Process): Timers {
  const pending = new Set<() => void>();
  void process.death.then(() => pending.forEach((cancel) => cancel()));
  return {
    now: () => systemTimers.now(),
    after(ms, then) {
      const cancel = systemTimers.after(ms < 1_000 ? 0 : ms, () => {
        pending.delete(cancel);
        if (process.alive) then();
      });
      pending.add(cancel);
      return () => {
        pending.delete(cancel);
        cancel();
      };
    },
  };
}

/** The devnet, in a folder. */
class Chain {
  readonly #world: World;
  readonly #root: string;
  #folder: string;
  #process: Process;
  #starting: Promise<void> = Promise.resolve();
  #starts = 0;
  devnet!: Devnet;

  constructor(world: World, root: string, journal: Uint8Array) {
    this.#world = world;
    this.#root = root;
    this.#folder = this.#newFolder();
    this.#process = world.process('chain');
    writeFileSync(this.#journal, journal);
  }

  /** The bytes of its file. */
  journal(): Uint8Array {
    return new Uint8Array(readFileSync(this.#journal));
  }

  async start(): Promise<void> {
    const process = this.#process;
    this.devnet = await Devnet.start({ folder: this.#folder });
    let end = statSync(this.#journal).size;
    // Called when a block is on disk and before anybody is told of it. Synchronous: a kill stops the file
    // here.
    this.devnet.ledger.onCheckpoint(() => {
      const before = end;
      end = statSync(this.#journal).size;
      void process.step('has a block on disk');
      if (process.alive || process !== this.#process) return;
      const torn = Math.min(this.#world.torn, end - before);
      this.#restart(end - torn);
    });
  }

  async answer<T>(what: string, handle: (devnet: Devnet) => Promise<T>): Promise<T> {
    await this.#starting;
    const process = this.#process;
    return process.answer(
      async () => {
        await this.#stepOf(process, `is asked ${what}`);
        const answer = await process.wait(handle(this.devnet));
        await this.#stepOf(process, `has answered ${what}`);
        return answer;
      },
      () => new StatusError('UNAVAILABLE', 'the connection was reset'),
    );
  }

  close(): void {
    this.#process.kill();
    this.devnet.stop();
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #stepOf(process: Process, label: string): Promise<void> {
    const reached = process.step(label);
    if (!process.alive && process === this.#process) this.#restart();
    await reached;
  }

  /** Starts again on what is in the file now, or on its first bytes. */
  #restart(bytes?: number): void {
    const journal = this.#journal;
    this.#folder = this.#newFolder();
    copyFileSync(journal, this.#journal);
    if (bytes !== undefined) truncateSync(this.#journal, bytes);
    this.#process = this.#world.process('chain');
    const dead = this.devnet;
    this.#starting = this.start().then(() => dead.stop());
  }

  get #journal(): string {
    return join(this.#folder, 'journal');
  }

  #newFolder(): string {
    const folder = join(this.#root, String(this.#starts++));
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

/** A storage node on its disk. */
class Node {
  readonly index: number;
  readonly #world: World;
  disk: Disk;
  process: Process;
  running!: Promise<StorageNode>;
  /** Whether it does not start again. */
  down = false;

  constructor(world: World, index: number, disk: Disk) {
    this.#world = world;
    this.index = index;
    this.disk = disk;
    this.process = world.process(`node-${index}`);
  }

  async start(): Promise<void> {
    const { process } = this;
    this.running = this.#world.node(this.index, this.disk, process);
    void process.death.then(() => {
      // What the dead process still holds is not this disk any more.
      this.disk = new Map(this.disk);
      this.process = this.#world.process(process.name);
      if (!this.down && !this.#world.closed) void this.start();
    });
    await this.running;
  }

  /** Kills it; it stays down. */
  takeDown(): void {
    this.down = true;
    this.process.kill();
  }

  async answer(what: string, request: NodeRequest): Promise<Response> {
    if (this.down) throw new TypeError('connection refused');
    const node = await this.running;
    const { process } = this;
    const { statusCode, headers, rawPayload } = await process.answer(
      async () => {
        await process.step(`is asked ${what}`);
        const answer = await process.wait(Promise.resolve(node.inject(request)));
        await process.step(`has answered ${what}`);
        return answer;
      },
      () => new TypeError('the connection was reset'),
    );
    const type = { 'content-type': String(headers['content-type']) };
    return new Response(statusCode === 204 ? null : new Uint8Array(rawPayload), {
      status: statusCode,
      headers: type,
    });
  }
}
