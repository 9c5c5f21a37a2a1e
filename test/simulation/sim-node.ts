/**
 * A storage node of a simulation: the real node on a disk that outlives it, behind whatever makes it
 * misbehave.
 */
import { MemoryLevel } from 'memory-level';
import { openBlobStore, type BlobStore, type Database, type StorageNode } from '@haulout/node';
import type { Axis } from '@haulout/sdk/encoding';
import { falseAnswer } from '../../cli/src/network/false-answer.js';
import type { Fault } from 'haulout';

export interface NodeRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

/** How a node is opened on a disk. */
export type OpenNode = (disk: Database) => Promise<StorageNode>;

type Answer = Awaited<ReturnType<SimNode['answer']>>;

export class SimNode {
  readonly name: string;
  fault: Fault | undefined;
  /** Told when the node comes up again and when it goes down. */
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  readonly #open: OpenNode;
  readonly #sleep: (ms: number) => Promise<void>;
  #disk: MemoryLevel<string, Uint8Array> = emptyDisk();
  #node: StorageNode | undefined;
  /** The disk, for whoever looks at it from outside. */
  #view: Promise<BlobStore> | undefined;
  /** Paths of slivers and metadata that were stored here: what a liar has to hand. */
  readonly #seen = new Set<string>();

  constructor(name: string, open: OpenNode, sleep: (ms: number) => Promise<void>) {
    this.name = name;
    this.#open = open;
    this.#sleep = sleep;
  }

  get running(): StorageNode | undefined {
    return this.#node;
  }

  async start(): Promise<void> {
    if (this.#node) return;
    this.#node = await this.#open(this.#disk);
    this.onUp?.();
  }

  /** Whether a sliver is on the node's disk. */
  async holds(blobId: Uint8Array, pairIndex: number, axis: Axis): Promise<boolean> {
    this.#view ??= openBlobStore(this.#disk);
    return (await this.#view).hasSliver(blobId, { pairIndex, axis });
  }

  /** Stops between two instructions: what was not on disk yet is lost, and so are the answers under way. */
  async crash(): Promise<void> {
    const node = this.#node;
    if (!node) return;
    this.#node = undefined;
    this.onDown?.();
    const kept = await copyOf(this.#disk);
    this.#replaceDisk(kept);
    // What still runs writes to a disk that nobody reads again.
    void node.close().catch(() => undefined);
  }

  /** Loses its disk, too. */
  async wipe(): Promise<void> {
    await this.crash();
    this.#replaceDisk(emptyDisk());
    this.#seen.clear();
  }

  #replaceDisk(disk: MemoryLevel<string, Uint8Array>): void {
    this.#disk = disk;
    this.#view = undefined;
  }

  /** Answers a request as the node, or its fault, would. */
  async answer(request: NodeRequest, signal: AbortSignal | undefined) {
    const node = this.#node;
    const { fault } = this;
    if (!node || fault?.kind === 'dead') throw new TypeError(`${this.name} refuses connections`);
    if (fault?.kind === 'silent') await new Promise(() => undefined);
    if (fault?.kind === 'refusing') {
      const body = Buffer.from('{"error":{"code":500,"message":"refused"}}');
      return { status: 500, contentType: 'application/json', body };
    }
    if (fault?.kind === 'slow') await this.#sleep(fault.ms);
    if (request.method === 'PUT') this.#seen.add(request.path);
    const ask = async (path: string) => this.#inject(node, { ...request, path });
    if (fault?.kind === 'lying' && request.method === 'GET') {
      const served = await falseAnswer({ lie: fault.lie, path: request.path, stored: this.#seen, ask });
      if (served) return served;
    }
    signal?.throwIfAborted();
    return ask(request.path);
  }

  async #inject(node: StorageNode, { method, path, headers, body }: NodeRequest) {
    const payload = body && Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    const answer = await node.inject({
      method: method as 'GET',
      url: path,
      headers,
      ...(payload && { payload }),
    });
    if (this.#node !== node) throw new TypeError(`${this.name} broke off`);
    return {
      status: answer.statusCode,
      contentType: String(answer.headers['content-type']),
      body: answer.rawPayload,
    };
  }
}

/** The answer as `fetch` gives it. */
export function responseOf({ status, contentType, body }: Answer): Response {
  const bytes = new Uint8Array(body);
  return new Response(status === 204 ? null : bytes, { status, headers: { 'content-type': contentType } });
}

function emptyDisk(): MemoryLevel<string, Uint8Array> {
  return new MemoryLevel<string, Uint8Array>({
    keyEncoding: 'utf8',
    valueEncoding: 'view',
    storeEncoding: 'view',
  });
}

/** What is on a disk at this moment: an iterator shows what was there when it was made. */
async function copyOf(disk: MemoryLevel<string, Uint8Array>): Promise<MemoryLevel<string, Uint8Array>> {
  const entries = await disk.iterator().all();
  const copy = emptyDisk();
  await copy.open();
  await copy.batch(entries.map(([key, value]) => ({ type: 'put' as const, key, value })));
  return copy;
}
