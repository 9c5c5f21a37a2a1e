/** Adversaries that keep less than they are asked for, and try to answer all the same. */
import { encodingParameters, otherAxis, pairOfSliver, shardOfPair, type Axis } from '@haulout/sdk/encoding';
import { quorumWeight } from '@haulout/sdk/certificate';
import { Behaviour, type Asked, type Reply, type PaperNode, type Surroundings } from '../node.js';
import { Forgetful } from './forgetful.js';

/** Keeps of each sliver the cells on which a quorum of nodes, chosen beforehand, has to look. */
export class KeepsForVerifiers extends Behaviour {
  #part = 1;

  override replies(node: PaperNode, { samples, blobOf, cells }: Asked, world: Surroundings): Reply {
    const kept = new Set<number>();
    for (const other of [node, ...world.nodes]) {
      if (kept.size >= quorumWeight(world.nShards)) break;
      for (const shard of other.shards) kept.add(shard);
    }
    this.#part = kept.size / world.nShards;
    const isKept = (cell: number, blobId: Uint8Array, axis: Axis): boolean => {
      const pair = pairOfSliver(otherAxis(axis), cell, world.nShards);
      return kept.has(shardOfPair(blobId, pair, world.nShards));
    };
    return (verifier) =>
      verifier === node.index ||
      samples.every((sample) =>
        cells(sample, verifier).every((cell) => isKept(cell, blobOf(sample).blobId, sample.axis)),
      );
  }

  override keeps(): number {
    return this.#part;
  }
}

/**
 * Forgets a part and, once it sees that a round comes or what it is asked, asks for help. Honest nodes have
 * shut their doors, so there are only its own kind, f shards at most: too few to rebuild a sliver from.
 */
export class AsksItsFriends extends Forgetful {
  override replies(node: PaperNode, asked: Asked, world: Surroundings): Reply {
    const { rows, columns } = encodingParameters(world.nShards);
    const helped = asked.samples.every((sample) => {
      const blob = asked.blobOf(sample);
      if (node.has(blob, sample)) return true;
      const axis = otherAxis(sample.axis);
      const friends = world.adversaries.filter((friend) => friend !== node);
      const cells = friends.flatMap((friend) =>
        friend.shards.filter((shard) => friend.has(blob, { shard, axis })),
      );
      return cells.length >= (sample.axis === 'primary' ? columns : rows);
    });
    return () => helped;
  }

  override vouches(_node: PaperNode, other: PaperNode, isGood: boolean): boolean {
    return isGood || !other.isHonest;
  }
}

/**
 * Posts its root at the last moment, and fills the gaps with what others have shown until then. They show
 * nothing before that moment has passed, so there is nothing to fill them with.
 */
export class AnswersLast extends Forgetful {
  readonly #shown = new Set<string>();

  override replies(node: PaperNode, { samples, blobOf }: Asked): Reply {
    const has = samples.every((sample) => {
      const blob = blobOf(sample);
      return node.has(blob, sample) || this.#shown.has(`${blob.number} ${sample.axis} ${sample.sliver}`);
    });
    return () => has;
  }
}

/** Makes up what it lacks. */
export class AnswersWrong extends Forgetful {
  override replies(node: PaperNode, { samples, blobOf }: Asked): Reply {
    return samples.every((sample) => node.has(blobOf(sample), sample)) ? () => true : 'wrong';
  }
}

/**
 * One of those who keep one copy among them: R x C symbols, from which any sliver is made when it is asked
 * for. This is what rounds cannot see.
 */
export class SharesOneCopy extends Behaviour {
  override replies(): Reply {
    return () => true;
  }

  override keeps(world: Surroundings): number {
    const { rows, columns } = encodingParameters(world.nShards);
    const owned = world.adversaries.reduce((sum, { shards }) => sum + shards.length, 0);
    return Math.min(1, (rows * columns) / (owned * (rows + columns)));
  }
}
