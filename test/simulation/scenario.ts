/**
 * What is going to happen in a simulation: plain data that follows from a seed, so that it can be cut down
 * and run again.
 */
import type { Lie } from 'haulout';
import { seededRandom } from '../../cli/src/network/keys.js';
import type { Weather } from './virtual-network.js';
import { EPOCH_MS } from './world.js';

/** Something that happens at a moment, if it can: who and what are picked from those that are there then. */
export type Step = { readonly at: number } & Happening;

export type Happening =
  | {
      readonly kind: 'store';
      readonly writer: number;
      readonly size: number;
      readonly epochs: number;
      readonly deletable: boolean;
    }
  | {
      readonly kind: 'quilt';
      readonly writer: number;
      readonly sizes: readonly number[];
      readonly epochs: number;
      readonly deletable: boolean;
    }
  | { readonly kind: 'forge'; readonly writer: number; readonly size: number; readonly epochs: number }
  | { readonly kind: 'read'; readonly pick: number; readonly how: 'whole' | 'range' | 'stream' }
  | { readonly kind: 'extend'; readonly writer: number; readonly pick: number; readonly epochs: number }
  | { readonly kind: 'delete'; readonly writer: number; readonly pick: number }
  | {
      readonly kind: 'attribute';
      readonly writer: number;
      readonly pick: number;
      readonly key: string;
      readonly value: string;
    }
  | { readonly kind: 'share'; readonly writer: number; readonly pick: number; readonly wal: number }
  | {
      readonly kind: 'support';
      readonly writer: number;
      readonly pick: number;
      readonly wal: number;
      readonly epochs: number;
    }
  | { readonly kind: 'trade'; readonly writer: number; readonly pick: number }
  | { readonly kind: 'subsidy'; readonly writer: number; readonly wal: number; readonly epochs: number }
  | { readonly kind: 'pool'; readonly writer: number; readonly mib: number; readonly epochs: number }
  | {
      readonly kind: 'pooled';
      readonly writer: number;
      readonly pick: number;
      readonly size: number;
      readonly deletable: boolean;
    }
  | { readonly kind: 'tend'; readonly writer: number; readonly pick: number }
  | { readonly kind: 'sponsor'; readonly writer: number; readonly wal: number }
  | {
      readonly kind: 'rates';
      /** Basis points; FROST for each node, and for each shard. */
      readonly rate: number;
      readonly base: number;
      readonly perShard: number;
    }
  | { readonly kind: 'process'; readonly writer: number }
  | { readonly kind: 'gift'; readonly writer: number; readonly node: number; readonly wal: number }
  | { readonly kind: 'burn'; readonly node: number; readonly rate: number }
  | {
      readonly kind: 'vote';
      readonly node: number;
      readonly storagePrice: number;
      readonly writePrice: number;
      readonly gib: number;
    }
  | { readonly kind: 'prices' }
  | { readonly kind: 'rotate'; readonly node: number }
  | { readonly kind: 'describe'; readonly node: number; readonly text: string; readonly commission: number }
  | { readonly kind: 'retire'; readonly node: number }
  | { readonly kind: 'remove'; readonly pick: number }
  | { readonly kind: 'deny'; readonly node: number; readonly mib: number }
  | { readonly kind: 'upgrade' }
  | {
      readonly kind: 'storm';
      readonly node: number;
      readonly forMs: number;
      /** How much of the network it takes beyond f, from 0 to 1. */
      readonly share: number;
      readonly how: 'crash' | 'cut' | 'hang' | Lie;
    }
  | { readonly kind: 'crash'; readonly node: number; readonly forMs: number }
  | { readonly kind: 'wipe'; readonly node: number; readonly forMs: number }
  | { readonly kind: 'flap'; readonly node: number; readonly forMs: number; readonly times: number }
  | { readonly kind: 'hang'; readonly node: number; readonly forMs: number }
  | { readonly kind: 'refuse'; readonly node: number; readonly forMs: number }
  | { readonly kind: 'lie'; readonly node: number; readonly forMs: number; readonly lie: Lie }
  | { readonly kind: 'slow'; readonly node: number; readonly forMs: number; readonly ms: number }
  | { readonly kind: 'cut'; readonly node: number; readonly forMs: number }
  | { readonly kind: 'stake'; readonly staker: number; readonly node: number; readonly wal: number }
  | { readonly kind: 'reshape'; readonly staker: number; readonly pick: number }
  | { readonly kind: 'unstake'; readonly staker: number; readonly pick: number }
  | { readonly kind: 'join'; readonly wal: number }
  | { readonly kind: 'leave'; readonly node: number; readonly silently: boolean };

export interface Scenario {
  readonly seed: string;
  readonly shards: number;
  /** WAL staked with each of the first nodes. */
  readonly stakes: readonly number[];
  readonly weather: Weather;
  /** Ms of virtual time until nothing new happens. */
  readonly lengthMs: number;
  readonly steps: readonly Step[];
}

export const WRITERS = 3;
export const STAKERS = 2;

/** How much is to happen. */
export interface Intensity {
  readonly epochs: number;
  /** Steps in an epoch, about. */
  readonly stepsPerEpoch: number;
}

const LIES: readonly Lie[] = ['wrong-bytes', 'other-blob', 'wrong-index'];
/** Kinds that are drawn together; those about a pool of subsidies are drawn apart. */
type Mixed = Exclude<Happening['kind'], 'sponsor' | 'rates' | 'process'>;

/** Weights of the kinds. */
const MIX: readonly (readonly [Mixed, number])[] = [
  ['store', 22],
  ['quilt', 6],
  ['forge', 1],
  ['read', 28],
  ['extend', 4],
  ['delete', 4],
  ['attribute', 3],
  ['share', 3],
  ['support', 5],
  ['trade', 4],
  ['subsidy', 1],
  ['pool', 2],
  ['pooled', 5],
  ['tend', 4],
  ['gift', 1],
  ['burn', 3],
  ['vote', 5],
  ['prices', 1],
  ['rotate', 3],
  ['describe', 2],
  ['retire', 1],
  ['remove', 1],
  ['deny', 1],
  ['upgrade', 1],
  ['storm', 2],
  ['crash', 7],
  ['wipe', 3],
  ['flap', 3],
  ['hang', 4],
  ['refuse', 3],
  ['lie', 5],
  ['slow', 4],
  ['cut', 4],
  ['stake', 7],
  ['unstake', 5],
  ['reshape', 2],
  ['join', 3],
  ['leave', 2],
];

/** Whether there is something to do with a pool of subsidies in a scenario. */
export function hasSubsidies({ steps }: Pick<Scenario, 'steps'>): boolean {
  return steps.some(({ kind }) => kind === 'sponsor' || kind === 'rates' || kind === 'process');
}

/**
 * What is done with a pool of subsidies, in half of the scenarios. It is drawn apart, so that the others are
 * what they would be if there were no such pools.
 */
function subsidySteps(seed: string, lengthMs: number): readonly Step[] {
  const random = seededRandom(`${seed}/sponsors`);
  const below = (n: number) => Math.floor(random() * n);
  if (below(2) === 0) return [];
  const rates = () =>
    ({ kind: 'rates', rate: below(20_001), base: below(2e6), perShard: below(1e6) }) as const;
  const gift = () => ({ kind: 'sponsor', writer: below(WRITERS), wal: 1 + below(20) }) as const;
  const steps: Step[] = [
    { at: 500, ...rates() },
    { at: 501, ...gift() },
  ];
  for (let at = 1_000; ;) {
    at += Math.ceil(-Math.log(1 - random()) * (EPOCH_MS / 3));
    if (at >= lengthMs) break;
    const writer = below(WRITERS);
    steps.push({ at, ...[rates(), gift(), { kind: 'process', writer } as const][below(3)]! });
  }
  return steps;
}

/** The scenario of a seed. */
export function scenarioOf(seed: string, { epochs, stepsPerEpoch }: Intensity): Scenario {
  const random = seededRandom(`${seed}/scenario`);
  const below = (n: number) => Math.floor(random() * n);
  const nodes = 4 + below(4);
  const shards = [7, 10, 13, 16][below(4)]!;
  const stormy = random() < 0.4;
  const weather: Weather = {
    minDelayMs: 1,
    maxDelayMs: 5 + below(100),
    loss: stormy ? random() * 0.01 : 0,
    duplication: random() < 0.5 ? random() * 0.05 : 0,
  };
  const lengthMs = epochs * EPOCH_MS;
  const steps: Step[] = [];
  for (let at = 1_000; ;) {
    at += Math.ceil(-Math.log(1 - random()) * (EPOCH_MS / stepsPerEpoch));
    if (at >= lengthMs) break;
    steps.push({ at, ...happening() });
  }
  return {
    seed,
    shards,
    stakes: Array.from({ length: nodes }, () => 100 + below(400)),
    weather,
    lengthMs,
    steps: [...steps, ...subsidySteps(seed, lengthMs)].sort((a, b) => a.at - b.at),
  };

  function happening(): Happening {
    const node = below(64);
    const pick = below(1024);
    const forMs = 5_000 + below(EPOCH_MS);
    switch (kind()) {
      case 'store':
        return {
          kind: 'store',
          writer: below(WRITERS),
          size: sizeOf(below(4)),
          epochs: 1 + below(4),
          deletable: random() < 0.5,
        };
      case 'quilt':
        return {
          kind: 'quilt',
          writer: below(WRITERS),
          sizes: Array.from({ length: 1 + below(3) }, () => sizeOf(below(4))),
          epochs: 1 + below(4),
          deletable: random() < 0.5,
        };
      case 'forge':
        return { kind: 'forge', writer: below(WRITERS), size: 64 + below(1_000), epochs: 1 + below(4) };
      case 'attribute':
        return {
          kind: 'attribute',
          writer: below(WRITERS),
          pick,
          key: `key ${below(3)}`,
          value: `${below(100)}`,
        };
      case 'share':
        return { kind: 'share', writer: below(WRITERS), pick, wal: below(2) };
      case 'support':
        return { kind: 'support', writer: below(WRITERS), pick, wal: 1, epochs: 1 + below(3) };
      case 'trade':
        return { kind: 'trade', writer: below(WRITERS), pick };
      case 'subsidy':
        return { kind: 'subsidy', writer: below(WRITERS), wal: 1 + below(5), epochs: 1 + below(4) };
      case 'pool':
        return { kind: 'pool', writer: below(WRITERS), mib: 8 + below(32), epochs: 1 + below(4) };
      case 'pooled':
        return {
          kind: 'pooled',
          writer: below(WRITERS),
          pick,
          size: sizeOf(below(4)),
          deletable: random() < 0.7,
        };
      case 'tend':
        return { kind: 'tend', writer: below(WRITERS), pick };
      case 'gift':
        return { kind: 'gift', writer: below(WRITERS), node, wal: 1 + below(3) };
      case 'burn':
        return { kind: 'burn', node, rate: below(1_001) };
      case 'vote':
        return {
          kind: 'vote',
          node,
          storagePrice: below(300_000),
          writePrice: below(60_000),
          gib: 1 + below(2_000),
        };
      case 'prices':
        return { kind: 'prices' };
      case 'rotate':
        return { kind: 'rotate', node };
      case 'describe':
        return { kind: 'describe', node, text: `number-${below(100)}`, commission: below(10_001) };
      case 'retire':
        return { kind: 'retire', node };
      case 'remove':
        return { kind: 'remove', pick };
      case 'deny':
        return { kind: 'deny', node, mib: below(100) };
      case 'upgrade':
        return { kind: 'upgrade' };
      case 'storm': {
        const how = (['crash', 'cut', 'hang', LIES[below(LIES.length)]!] as const)[below(4)]!;
        return { kind: 'storm', node, forMs, share: random(), how };
      }
      case 'read':
        return { kind: 'read', pick, how: (['whole', 'whole', 'range', 'stream'] as const)[below(4)]! };
      case 'extend':
        return { kind: 'extend', writer: below(WRITERS), pick, epochs: 1 + below(3) };
      case 'delete':
        return { kind: 'delete', writer: below(WRITERS), pick };
      case 'flap':
        return { kind: 'flap', node, forMs: forMs / 2, times: 2 + below(6) };
      case 'lie':
        return { kind: 'lie', node, forMs, lie: LIES[below(LIES.length)]! };
      case 'slow':
        return { kind: 'slow', node, forMs, ms: 200 + below(3_000) };
      case 'stake':
        return { kind: 'stake', staker: below(STAKERS), node, wal: 1 + below(2_000) };
      case 'reshape':
        return { kind: 'reshape', staker: below(STAKERS), pick };
      case 'unstake':
        return { kind: 'unstake', staker: below(STAKERS), pick };
      case 'join':
        return { kind: 'join', wal: 100 + below(300) };
      case 'leave':
        return { kind: 'leave', node, silently: random() < 0.5 };
      case 'crash':
        return { kind: 'crash', node, forMs };
      case 'wipe':
        return { kind: 'wipe', node, forMs };
      case 'hang':
        return { kind: 'hang', node, forMs };
      case 'refuse':
        return { kind: 'refuse', node, forMs };
      case 'cut':
        return { kind: 'cut', node, forMs };
    }
  }

  function kind(): Mixed {
    let at = random() * MIX.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of MIX) {
      at -= weight;
      if (at < 0) return name;
    }
    return 'read';
  }

  /** Nothing, a byte, a few symbols, or some kilobytes. */
  function sizeOf(scale: number): number {
    return [below(2), 1 + below(64), 64 + below(1_000), 1_000 + below(8_000)][scale]!;
  }
}
