/** Adversaries that store everything, and want others to pay, or to be asked for less. */
import type { PaperBlob } from '../blobs.js';
import { Behaviour, type Reply, type PaperNode, type Surroundings } from '../node.js';

/** Vouch for everybody but the first node. */
export class WithholdsPassed extends Behaviour {
  override vouches(_node: PaperNode, other: PaperNode, isGood: boolean): boolean {
    return isGood && other.index !== 0;
  }
}

/** Do not say that they are ready, or sign a set that nobody has. */
export class Stalls extends Behaviour {
  readonly #set: string | undefined;

  constructor(set?: string) {
    super();
    this.#set = set;
  }

  override signs(): string | undefined {
    return this.#set;
  }
}

/** The honest nodes behind the certificate of a fresh blob: just enough. The others have to rebuild it. */
const SIGNERS = 8;

/** Certify blobs with few honest nodes, so that the others lack them when a round comes. */
export class CertifiesFresh extends Behaviour {
  readonly #part: number;

  /** So large a part of all that is stored, each epoch. */
  constructor(part: number) {
    super();
    this.#part = part;
  }

  override epochBegins(node: PaperNode, world: Surroundings): void {
    if (node !== world.adversaries[0]) return;
    const size = this.#part * world.blobs.all.reduce((sum, blob) => sum + blob.unencodedLength, 0);
    world.pay(node, this.#part);
    const at = world.now + Math.floor(world.random() * 48);
    const blob = world.certify(at, world.epoch + 1, Math.ceil(size));
    world.nodes.slice(SIGNERS).forEach((other) => other.isHonest && other.drop(other.slivers([blob])));
  }
}

/** Two nodes pass a shard to each other, and its owner takes it over as late as it may. */
export class TinyHandOvers extends Behaviour {
  override epochBegins(node: PaperNode, world: Surroundings): void {
    const at = world.adversaries.indexOf(node);
    const partner = world.adversaries[at ^ 1];
    // The one that is first makes both moves: there in one epoch, back in the next.
    if (partner === undefined || at % 2 === 1) return;
    const [from, to] = world.epoch % 2 === 0 ? [node, partner] : [partner, node];
    world.moveShards(from, to, [from.shards.at(-1)!]);
  }

  override slotBegins(node: PaperNode, world: Surroundings): void {
    // The last moment at which one shard can still be fetched.
    if (world.slot >= world.handOverSlots - 2) node.fetch(world);
  }

  override reportsLate(): boolean {
    return true;
  }
}

/** Give shards to the first node, one of each, and take them back: it has nearly three times as many for an epoch. */
export class Floods extends Behaviour {
  override epochBegins(node: PaperNode, world: Surroundings): void {
    const [victim] = world.nodes;
    const own = node.shards.filter((shard) => shard % world.nodes.length === node.index);
    const given = victim!.shards.filter((shard) => shard % world.nodes.length === node.index);
    if (world.epoch % 2 === 1) world.moveShards(node, victim!, own.slice(0, 1));
    else if (given.length > 0) world.moveShards(victim!, node, given);
  }
}

/** Says nothing at all of blobs: what a faulty node does that is only down. */
export class Down extends Behaviour {
  override stores(_node: PaperNode, _blob: PaperBlob): boolean {
    return false;
  }

  override slotBegins(): void {}

  override signs(): undefined {
    return undefined;
  }

  override replies(): Reply {
    return 'silent';
  }

  override vouches(): boolean {
    return false;
  }
}
