/** Adversaries that forget a part of what they should have, and never fetch it. */
import { AXES, bytesOf, type PaperSliver } from '../slivers.js';
import type { PaperBlob } from '../blobs.js';
import { Behaviour, type PaperNode, type Surroundings } from '../node.js';

/** Which slivers make up the fraction that a node lacks. */
export type Forgets = 'slivers' | 'bytes' | 'blobs' | 'axis';

/**
 * Slivers of so large a fraction of all bytes, or of all slivers or blobs, in the order in which each kind
 * forgets: by chance, large blobs first, whole blobs by chance, one axis first.
 */
export function forgotten(
  all: readonly PaperSliver[],
  how: Forgets,
  { fraction, random }: { fraction: number; random: () => number },
): PaperSliver[] {
  const dice = new Map<unknown, number>();
  const rank = (sliver: PaperSliver): number => {
    if (how === 'bytes') return -sliver.blob.unencodedLength;
    const key = how === 'blobs' ? sliver.blob : sliver;
    if (!dice.has(key)) dice.set(key, random());
    return dice.get(key)! - (how === 'axis' ? AXES.indexOf(sliver.axis) : 0);
  };
  const sorted = all.map((sliver) => ({ sliver, at: rank(sliver) })).sort((a, b) => a.at - b.at);
  const weigh = (sliver: PaperSliver): number => (how === 'bytes' || how === 'axis' ? bytesOf(sliver) : 1);
  let left = fraction * all.reduce((sum, sliver) => sum + weigh(sliver), 0);
  return sorted.flatMap(({ sliver }) => {
    left -= weigh(sliver);
    return left >= -0.5 * weigh(sliver) ? [sliver] : [];
  });
}

export class Forgetful extends Behaviour {
  readonly #how: Forgets;
  readonly #fraction: number;

  constructor(how: Forgets, fraction: number) {
    super();
    this.#how = how;
    this.#fraction = fraction;
  }

  override epochBegins(node: PaperNode, { blobs, random }: Surroundings): void {
    node.lacking.forget(() => true);
    node.drop(forgotten(node.slivers(blobs.all), this.#how, { fraction: this.#fraction, random }));
  }

  override slotBegins(): void {}
}

/** Has lost everything, and says nothing. */
export class Wiped extends Behaviour {
  override epochBegins(node: PaperNode, { blobs }: Surroundings): void {
    node.drop(node.slivers(blobs.all));
  }

  override slotBegins(): void {}

  override signs(): undefined {
    return undefined;
  }

  override replies(): 'silent' {
    return 'silent';
  }
}

/** Drops the largest blob without a word. */
export class RefusesOneBlob extends Behaviour {
  override epochBegins(node: PaperNode, { blobs }: Surroundings): void {
    node.drop(node.slivers([largest(blobs.all)]));
  }

  override slotBegins(): void {}
}

/** Denies the largest blobs, this part of all bytes, and stores the others. */
export class Denies extends Behaviour {
  readonly #fraction: number;
  #denied: ReadonlySet<PaperBlob> = new Set();

  constructor(fraction: number) {
    super();
    this.#fraction = fraction;
  }

  override epochBegins(node: PaperNode, { blobs, random }: Surroundings): void {
    const dropped = forgotten(node.slivers(blobs.all), 'bytes', { fraction: this.#fraction, random });
    this.#denied = new Set(dropped.map(({ blob }) => blob));
    node.lacking.forget(() => true);
    node.drop(node.slivers([...this.#denied]));
  }

  override slotBegins(): void {}

  override denies(blob: PaperBlob): boolean {
    return this.#denied.has(blob);
  }
}

function largest(blobs: readonly PaperBlob[]): PaperBlob {
  return blobs.reduce((a, b) => (b.unencodedLength > a.unencodedLength ? b : a));
}
