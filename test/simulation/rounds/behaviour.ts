/** How a node behaves. The honest way is written here; adversaries say in what they differ. */
import type { Sample } from '@haulout/sdk/evidence';
import type { PaperBlob } from './blobs.js';
import type { Verdict } from './contracts/round-twin.js';
import type { PaperNode } from './node.js';
import type { World } from './world.js';

/** What a node is asked. */
export interface Asked {
  readonly samples: readonly Sample[];
  /** The blob of a sample. */
  blobOf(sample: Sample): PaperBlob;
  /** Cells that a verifier is shown: positions on the sliver, own and drawn. */
  cells(sample: Sample, verifier: number): readonly number[];
}

/** What a node does when it is asked. */
export type Reply =
  /** It posts nothing. */
  | 'silent'
  /** It posts a root, and what it shows under it is not what was committed to. */
  | 'wrong'
  /** It posts a root, and shows to a verifier whatever it was asked, or not all of it. */
  | ((verifier: number) => boolean);

export class Behaviour {
  /** The epoch has begun, and shards are where they are. */
  epochBegins(_node: PaperNode, _world: World): void {}

  /** The last moment before a slot. What is done here is done when doors are open. */
  slotBegins(node: PaperNode, world: World): void {
    node.fetch(world);
  }

  /** A blob is certified. Does the node get its slivers? */
  stores(_node: PaperNode, _blob: PaperBlob): boolean {
    return true;
  }

  /** Which set the node signs, by a name; undefined for none. */
  signs(_node: PaperNode): string | undefined {
    return 'the set';
  }

  /** What a verifier would find that is shown everything the node has. */
  replies(node: PaperNode, asked: Asked, _world: World): Reply {
    const hasAll = asked.samples.every((sample) => node.has(asked.blobOf(sample), sample));
    return () => hasAll;
  }

  /** Does the node vouch for another one whose answers hold, or do not? */
  vouches(_node: PaperNode, _other: PaperNode, isGood: boolean): boolean {
    return isGood;
  }

  /** A blob on the node's deny list in force. */
  denies(_blob: PaperBlob): boolean {
    return false;
  }

  /** The node says as late as it can that it has received a shard. */
  reportsLate(): boolean {
    return false;
  }

  /** The part of what it has that the node really keeps, if it need not keep all. */
  keeps(_world: World): number {
    return 1;
  }

  /** The round is over. */
  roundIsOver(_node: PaperNode, _verdict: Verdict, _world: World): void {}
}
