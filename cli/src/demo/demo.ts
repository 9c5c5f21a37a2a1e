import { isDeepStrictEqual } from 'node:util';
import { shuffled } from '@haulout/sdk/base';
import { Network } from '../network/network.js';
import type { Fault } from '../network/faults.js';
import type { NetworkNode } from '../network/network-node.js';
import type { NetworkStep } from '../network/options.js';
import { catchForgetter, type Caught } from './forgetter.js';

/** What the demo stores, and on which network. */
export interface DemoOptions {
  /** What the bytes are called in the events, such as the name of their file. */
  readonly name: string;
  /** The blob to store. */
  readonly bytes: Uint8Array;
  /** Storage nodes. */
  readonly nodes: number;
  /** Shards of all nodes together. */
  readonly shards: number;
  /** Keys, ids and faults follow from it. */
  readonly seed: string;
  /** Told of each event when it happens. */
  readonly onEvent: (event: DemoEvent) => void;
}

/** What happens in the demo, in order. Sizes in bytes, amounts in FROST. */
export type DemoEvent =
  | NetworkStep
  | {
      readonly kind: 'start';
      /** As in the options. */
      readonly name: string;
      /** Length of the blob. */
      readonly bytes: number;
      /** Storage nodes. */
      readonly nodes: number;
      /** Shards of all nodes together. */
      readonly shards: number;
      /** As in the options. */
      readonly seed: string;
    }
  | {
      readonly kind: 'encoded';
      /** URL-safe base64 without padding. */
      readonly blobId: string;
      /** Bytes of the encoded blob, on all nodes together. */
      readonly encodedBytes: number;
    }
  | {
      readonly kind: 'stored';
      /** URL-safe base64 without padding. */
      readonly blobId: string;
      /** Object id of the `Blob`, which the wallet of the network owns. */
      readonly blobObjectId: string;
      /** Price of storage and writing, gas aside. */
      readonly cost: bigint;
      /** Shards of the nodes that confirmed. */
      readonly confirmedShards: number;
      /** Shards of all nodes together. */
      readonly shards: number;
      /** First epoch in which it is no longer stored. */
      readonly endEpoch: number;
    }
  | {
      readonly kind: 'faults';
      /** Nodes that misbehave from now on. */
      readonly nodes: readonly {
        /** Name of the node. */
        readonly name: string;
        /** What it does, in words. */
        readonly behaviour: string;
        /** Shards that it holds. */
        readonly shards: number;
      }[];
      /** Shards of these nodes together. */
      readonly shards: number;
      /** f: the most shards that may be faulty. */
      readonly tolerated: number;
    }
  | {
      readonly kind: 'read';
      /** Length of what was read, which is equal to what was stored. */
      readonly bytes: number;
    }
  | Caught;

/** What the demo has shown. */
export interface DemoResult {
  /** FROST that the node which forgot has paid. */
  readonly penalty: bigint;
  /** URL-safe base64 without padding. */
  readonly blobId: string;
  /** Length of the blob. */
  readonly bytes: number;
  /** Nodes that misbehaved. */
  readonly faulty: number;
  /** Nodes of the network. */
  readonly nodes: number;
}

/** Samples of each node: one that lacks a fifth of its slivers passes once in 40,000 rounds (0.8^48). */
const CHALLENGE_SAMPLES = 48;

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
  const options = { nodes: count, shards, seed, challengeSamples: CHALLENGE_SAMPLES };
  const network = await Network.start({ ...options, onStep: onEvent });
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
    await behave(faulty);
    const penalty = await catchForgetter(network, onEvent);
    return { blobId, bytes: read.length, faulty: faulty.length, nodes: count, penalty };
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

/** All of them behave again. */
async function behave(faulty: readonly { node: NetworkNode }[]): Promise<void> {
  for (const { node } of faulty) {
    if (!node.isRunning) await node.restart();
    await node.recover();
  }
}
