import {
  blobCertificateMessage,
  generateSecretKey,
  publicKeyOf,
  signMessage,
  type Persistence,
} from '@haulout/sdk/certificate';
import {
  blobIdToString,
  encodeBlob,
  expandSliver,
  makeRecoverySymbol,
  metadataLayout,
  otherAxis,
  pairOfSliver,
  parseMetadata,
  parseMetadataWithId,
  parseSliver,
  parseSlivers,
  serializeGeneralRecoverySymbols,
  serializeMetadataWithId,
  serializeSliver,
  shardOfPair,
  symbolIdFromString,
  type Axis,
  type EncodedBlob,
  type GeneralRecoverySymbol,
} from '@haulout/sdk/encoding';
import { openCell, openSliver, serializeProvenCell, symbolOf } from '@haulout/sdk/evidence';
import type { NetworkSettings, StorageCommittee } from '@haulout/sdk/client';
import {
  createStorageNodeClient,
  defaultSettings,
  type Fetch,
  type StorageNetwork,
} from '@haulout/sdk/nodes';
import type { VirtualTimers } from '../../support/virtual-timers.js';

/**
 * How a node treats its clients. `flapping` fails every other request; `flipping` changes a bit of what it
 * serves; `forging` signs with another key; `forgetful` loses everything before it is first asked for a
 * confirmation, `losing` when it is first sent slivers; `blocking` serves nothing for legal reasons; `full`
 * takes no sliver.
 */
export type Behaviour =
  | 'honest'
  | 'slow'
  | 'flapping'
  | 'silent'
  | 'unreachable'
  | 'refusing'
  | 'failing'
  | 'wrong bytes'
  | 'flipping'
  | 'wrong index'
  | 'other blob'
  | 'malformed'
  | 'oversized'
  | 'forging'
  | 'forgetful'
  | 'losing'
  | 'blocking'
  | 'full';

/** What a client should say of a node that behaves so, when it had to wait for everything. */
export const expectedConduct: Partial<Record<Behaviour, string>> = {
  silent: 'silent',
  unreachable: 'unreachable',
  refusing: 'refused',
  failing: 'failed',
  'wrong bytes': 'wrong-bytes',
  'wrong index': 'wrong-index',
  'other blob': 'wrong-bytes',
  // Six bytes of HTML are no sliver of this size.
  malformed: 'wrong-bytes',
  oversized: 'oversized',
};

interface MemoryNode {
  behaviour: Behaviour;
  requests: number;
  readonly secretKey: Uint8Array;
  /** Bodies by path. */
  readonly stored: Map<string, Uint8Array>;
}

export const EPOCH = 7;
const SLOW_MS = 700;

const keys: { readonly secretKey: Uint8Array; readonly publicKey: Uint8Array }[] = [];

/** The keys of a node, made once: they are most of the work of a network. */
function keysOf(index: number): (typeof keys)[number] {
  return (keys[index] ??= keyPair(generateSecretKey(new Uint8Array(48).fill(index + 1))));
}

const keyPair = (secretKey: Uint8Array) => ({ secretKey, publicKey: publicKeyOf(secretKey) });

/**
 * Storage nodes in memory, behind the `fetch` function: honest ones keep what they are given and serve it,
 * the others do their worst. Time is virtual, so a silent node costs nothing.
 */
export class MemoryNetwork implements StorageNetwork {
  readonly committee: StorageCommittee;
  readonly nodes;
  readonly timers: VirtualTimers;
  readonly settings: NetworkSettings;
  readonly random: () => number;
  readonly memory: readonly MemoryNode[];
  /** Requests as `GET node path`. */
  readonly log: string[] = [];
  /** Bytes of metadata, slivers, symbols and cells that nodes have sent. */
  servedBytes = 0;
  certified = true;
  /** First epoch in which its blobs are not stored, as nodes say. */
  endEpoch = 50;
  /** The end that nodes remember of blobs that they do not store any more. */
  expired: number | undefined;
  /** What nodes say of lists of slivers: how many they take, and with what they refuse each. */
  lists: { readonly together: unknown; readonly refusal?: number | 'silence' } | undefined;
  /** What nodes say of every blob that they know instead of its registration. */
  verdict: 'lost' | 'invalid' | undefined;
  #other: EncodedBlob | undefined;

  /** @param weights shards of each node */
  constructor(timers: VirtualTimers, weights: readonly number[], settings: Partial<NetworkSettings> = {}) {
    this.timers = timers;
    this.settings = { ...defaultSettings, ...settings };
    this.random = sequence(weights.length);
    this.nodes = createStorageNodeClient({ fetch: this.#fetch, timers });
    this.memory = weights.map((_, index) => ({
      behaviour: 'honest',
      requests: 0,
      secretKey: keysOf(index).secretKey,
      stored: new Map<string, Uint8Array>(),
    }));
    let next = 0;
    this.committee = {
      epoch: EPOCH,
      nShards: weights.reduce((sum, weight) => sum + weight, 0),
      nodes: weights.map((weight, index) => ({
        nodeId: `0x${(index + 1).toString(16).padStart(64, '0')}`,
        name: `node-${index}`,
        url: `http://node-${index}`,
        publicKey: keysOf(index).publicKey,
        shards: Array.from({ length: weight }, () => next++),
      })),
    };
  }

  behave(behaviours: readonly (Behaviour | undefined)[]): void {
    behaviours.forEach((behaviour, index) => (this.memory[index]!.behaviour = behaviour ?? 'honest'));
  }

  /** Puts a blob where it belongs, as if it had been uploaded to every node. */
  async place(blob: EncodedBlob): Promise<void> {
    const text = blobIdToString(blob.blobId);
    const metadata = serializeMetadataWithId(blob);
    for (const { stored } of this.memory) stored.set(`/v1/blobs/${text}/metadata`, metadata);
    for (const pair of blob.sliverPairs) {
      const shard = shardOfPair(blob.blobId, pair.index, blob.nShards);
      const holder = this.committee.nodes.findIndex(({ shards }) => shards.includes(shard));
      for (const axis of ['primary', 'secondary'] as const) {
        const path = `/v1/blobs/${text}/slivers/${pair.index}/${axis}`;
        this.memory[holder]!.stored.set(path, serializeSliver(pair[axis]));
      }
    }
    const different = new Uint8Array(blob.unencodedLength).fill(99);
    this.#other = await encodeBlob(different, { nShards: blob.nShards });
  }

  #fetch: Fetch = async (url, init) => {
    const [, index, path] = /^http:\/\/node-(\d+)(\/.*)$/.exec(url)!;
    const node = this.memory[Number(index)]!;
    this.log.push(`${init.method} ${index} ${path}`);
    const attempt = node.requests++;
    switch (node.behaviour) {
      case 'silent':
        return new Promise<Response>(() => {});
      case 'unreachable':
        throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
      case 'refusing':
        return new Response('not me', { status: 403 });
      case 'failing':
        return new Response('broken', { status: 500 });
      case 'oversized':
        return new Response(new Uint8Array(3_000_000));
      case 'malformed':
        return new Response('<html>');
      case 'flapping':
        if (attempt % 2 === 0) return new Response('busy', { status: 503 });
        break;
      case 'slow':
        await new Promise<void>((resolve) => this.timers.after(SLOW_MS, resolve));
        break;
      default:
    }
    return this.#serve(node, init.method!, path!, init.body as Uint8Array | undefined);
  };

  #serve(
    node: MemoryNode,
    method: string,
    path: string,
    body: Uint8Array | undefined,
  ): Response | Promise<Response> {
    const [, , , text, kind] = path.split('/');
    if (method === 'PUT' && node.behaviour === 'full' && kind === 'slivers')
      return refusal(507, 'STORAGE_FULL', 'this node is full');
    if (method === 'PUT' && node.behaviour === 'losing' && kind === 'slivers') {
      node.behaviour = 'honest';
      node.stored.clear();
    }
    if (method === 'PUT') return this.#store(node, path, body!);
    if (kind === 'status') return this.#status(node, path);
    if (kind === 'confirmation' && node.behaviour === 'forgetful') {
      node.behaviour = 'honest';
      node.stored.clear();
      return refusal(400, 'MISSING_SLIVERS', 'slivers are missing');
    }
    if (kind === 'confirmation') return success({ signed: this.#sign(node, path, text!) });
    if (node.behaviour === 'blocking') return refusal(451, 'FORBIDDEN_BLOB', 'blocked by the operator');
    const bytes =
      kind === 'cells'
        ? cellOf(node, text!, path.split('/')[5]!)
        : kind!.startsWith('recoverySymbols?')
          ? symbolsOf(node, text!, new URLSearchParams(kind!.split('?')[1]))
          : node.stored.get(path);
    if (bytes === undefined) return new Response('nothing here', { status: 404 });
    this.servedBytes += bytes.length;
    return new Response(this.#twist(node.behaviour, kind!, path, bytes) as Uint8Array<ArrayBuffer>);
  }

  #store({ stored }: MemoryNode, path: string, body: Uint8Array): Response | Promise<Response> {
    const metadata = stored.get(path.replace(/slivers.*/, 'metadata'));
    if (metadata === undefined && !path.endsWith('/metadata'))
      return refusal(400, 'METADATA_NOT_FOUND', 'metadata first');
    if (path.endsWith('/slivers')) {
      const refused = this.lists!.refusal;
      if (refused === 'silence') return new Promise<Response>(() => {});
      if (refused !== undefined) return refusal(refused, 'INVALID_SLIVER', 'not this list');
      const layout = metadataLayout(parseMetadata(metadata!, this.committee.nShards));
      for (const sliver of parseSlivers(body, layout)) {
        const pair = pairOfSliver(sliver.axis, sliver.index, layout.nShards);
        stored.set(`${path}/${pair}/${sliver.axis}`, serializeSliver(sliver));
      }
      return success('stored');
    }
    stored.set(path, body);
    return success('stored', this.lists && { sliversTogether: this.lists.together });
  }

  #status(node: MemoryNode, path: string): Response {
    const known = node.stored.has(path.replace('/status', '/metadata'));
    if (!known || node.behaviour === 'other blob') return success('nonexistent');
    if (this.verdict !== undefined) return success({ [this.verdict]: {} });
    if (this.expired !== undefined) return success('nonexistent', { expired: { endEpoch: this.expired } });
    return success({
      permanent: {
        endEpoch: this.endEpoch,
        isCertified: this.certified,
        initialCertifiedEpoch: this.certified ? EPOCH : null,
      },
    });
  }

  #sign(node: MemoryNode, path: string, text: string): unknown {
    const objectId = path.split('/deletable/')[1];
    const persistence: Persistence = objectId ? { kind: 'deletable', objectId } : { kind: 'permanent' };
    const epoch = node.behaviour === 'wrong index' ? EPOCH - 1 : EPOCH;
    const blobId = Buffer.from(text, 'base64url');
    const message = blobCertificateMessage({ epoch, blobId, persistence });
    const secretKey =
      node.behaviour === 'forging' ? generateSecretKey(new Uint8Array(48).fill(200)) : node.secretKey;
    return {
      serializedMessage: Buffer.from(message).toString('base64'),
      signature: Buffer.from(signMessage(secretKey, message)).toString('base64'),
    };
  }

  /** What a liar makes of the bytes asked for. */
  #twist(behaviour: Behaviour, kind: string, path: string, bytes: Uint8Array): Uint8Array {
    const twisted = bytes.slice();
    if (behaviour === 'wrong bytes') twisted[40]! ^= 1;
    if (behaviour === 'flipping')
      twisted[Math.floor(this.random() * bytes.length)]! ^= 1 << Math.floor(this.random() * 8);
    if (behaviour === 'wrong index' && kind === 'slivers') twisted[twisted.length - 2]! ^= 1;
    if (behaviour !== 'other blob') return twisted;
    if (kind === 'metadata') return serializeMetadataWithId(this.#other!);
    return serializeSliver(this.#other!.sliverPairs[Number(path.split('/')[5])]!.primary);
  }
}

/** A cell of a sliver that a node has, with its opening. */
function cellOf({ stored }: MemoryNode, text: string, name: string): Uint8Array | undefined {
  const [pair, axis, cell] = name.split('-') as [string, Axis, string];
  const withId = stored.get(`/v1/blobs/${text}/metadata`);
  const bytes = stored.get(`/v1/blobs/${text}/slivers/${pair}/${axis}`);
  if (withId === undefined || bytes === undefined) return undefined;
  const { metadata } = parseMetadataWithId(withId, withId.length);
  const sliver = openSliver(parseSliver(bytes, axis, metadataLayout(metadata)), metadata);
  const index = Number(cell);
  return serializeProvenCell(metadata.unencodedLength, symbolOf(sliver, index), openCell(sliver, index));
}

/** The cells asked for of the slivers that a node has, with proofs along them. */
function symbolsOf({ stored }: MemoryNode, text: string, query: URLSearchParams): Uint8Array | undefined {
  const withId = stored.get(`/v1/blobs/${text}/metadata`);
  if (withId === undefined) return undefined;
  const { metadata } = parseMetadataWithId(withId, withId.length);
  const layout = metadataLayout(metadata);
  const axis = query.get('proofAxis') as Axis;
  const symbols = query.getAll('id').flatMap((id): GeneralRecoverySymbol[] => {
    const { row, column } = symbolIdFromString(id, layout.nShards);
    const [own, target] = axis === 'primary' ? [row, column] : [column, row];
    const pair = pairOfSliver(axis, own, layout.nShards);
    const bytes = stored.get(`/v1/blobs/${text}/slivers/${pair}/${axis}`);
    if (bytes === undefined) return [];
    const symbol = makeRecoverySymbol(expandSliver(parseSliver(bytes, axis, layout), layout), target);
    return [{ ...symbol, along: { axis: otherAxis(axis), index: target } }];
  });
  return serializeGeneralRecoverySymbols(symbols);
}

const success = (data: unknown, more: object | undefined = {}) =>
  Response.json({ success: { code: 200, data, ...more } });
const refusal = (status: number, reason: string, message: string) =>
  Response.json({ error: { message, details: [{ reason }] } }, { status });

/** A small deterministic generator (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed + 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
