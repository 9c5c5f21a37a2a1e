import { isDeepStrictEqual } from 'node:util';
import { Network } from '../network/network.js';
import type { Fault } from '../network/faults.js';
import type { NetworkNode } from '../network/network-node.js';
import type { NetworkStep } from '../network/options.js';

export interface DemoOptions {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly nodes: number;
  readonly shards: number;
  readonly seed: string;
  readonly onEvent: (event: DemoEvent) => void;
}

/** What happens in the demo, in order. Sizes in bytes, amounts in FROST. */
export type DemoEvent =
  | NetworkStep
  | {
      readonly kind: 'start';
      readonly name: string;
      readonly bytes: number;
      readonly nodes: number;
      readonly shards: number;
      readonly seed: string;
    }
  | { readonly kind: 'encoded'; readonly blobId: string; readonly encodedBytes: number }
  | {
      readonly kind: 'stored';
      readonly blobId: string;
      readonly blobObjectId: string;
      readonly cost: bigint;
      readonly confirmedShards: number;
      readonly shards: number;
      readonly endEpoch: number;
    }
  | {
      readonly kind: 'faults';
      readonly nodes: readonly {
        readonly name: string;
        readonly behaviour: string;
        readonly shards: number;
      }[];
      readonly shards: number;
      readonly tolerated: number;
    }
  | { readonly kind: 'read'; readonly bytes: number };

export interface DemoResult {
  readonly blobId: string;
  readonly bytes: number;
  readonly faulty: number;
  readonly nodes: number;
}

/** Misbehaviours, given out in turn. */
const FAULTS: readonly Fault[] = [
  { kind: 'lying', lie: 'wrong-bytes' },
  { kind: 'silent' },
  { kind: 'dead' },
  { kind: 'lying', lie: 'wrong-index' },
  { kind: 'refusing' },
  { kind: 'lying', lie: 'other-blob' },
];

/**
 * One blob, end to end: brings up a network, stores the bytes, makes as many nodes misbehave as the protocol
 * tolerates, and reads the bytes back.
 *
 * @throws whatever failed; an Error when the bytes read are not those stored
 */
export async function runDemo({
  name,
  bytes,
  nodes: count,
  shards,
  seed,
  onEvent,
}: DemoOptions): Promise<DemoResult> {
  onEvent({ kind: 'start', name, bytes: bytes.length, nodes: count, shards, seed });
  const network = await Network.start({ nodes: count, shards, seed, onStep: onEvent });
  try {
    const { haulout } = network.client;
    const cost = await haulout.storageCost({ bytes: bytes.length, epochs: 3 });
    const stored = await haulout.store({
      bytes,
      epochs: 3,
      deletable: true,
      signer: network.wallet,
      onProgress(progress) {
        if (progress.phase === 'registering') {
          onEvent({ kind: 'encoded', blobId: progress.blobId, encodedBytes: cost.encodedBytes });
        }
      },
    });
    const { blobId, blobObjectId, confirmedShards, endEpoch } = stored;
    onEvent({
      kind: 'stored',
      blobId,
      blobObjectId,
      cost: stored.cost.total,
      confirmedShards,
      shards,
      endEpoch,
    });

    const faulty = await misbehave(network);
    const tolerated = await network.maxFaultyShards();
    onEvent({
      kind: 'faults',
      nodes: faulty.map(({ node, shards }) => ({
        name: node.identity.name,
        behaviour: node.behaviour,
        shards,
      })),
      shards: faulty.reduce((sum, { shards }) => sum + shards, 0),
      tolerated,
    });

    const read = await haulout.read({ blobId });
    if (!isDeepStrictEqual(Buffer.from(read), Buffer.from(bytes))) {
      throw new Error(`the ${read.length} bytes read are not the ${bytes.length} bytes stored as ${blobId}`);
    }
    onEvent({ kind: 'read', bytes: read.length });
    return { blobId, bytes: read.length, faulty: faulty.length, nodes: count };
  } finally {
    await network.stop();
  }
}

/** Gives nodes, in an order of the seed's, a fault each, as long as their shards together are at most f. */
async function misbehave(network: Network): Promise<{ node: NetworkNode; shards: number }[]> {
  let left = await network.maxFaultyShards();
  const faulty: { node: NetworkNode; shards: number }[] = [];
  for (const node of shuffled(network.nodes, network.random)) {
    const shards = await network.shardsOf(node);
    if (shards === 0 || shards > left) continue;
    left -= shards;
    await node.setFault(FAULTS[faulty.length % FAULTS.length]);
    faulty.push({ node, shards });
  }
  return faulty;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
