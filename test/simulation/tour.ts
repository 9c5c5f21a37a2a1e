/**
 * A scenario that leaves nothing out: every kind of event of the contracts that a simulation can bring about.
 */
import type { Happening, Scenario, Step } from './scenario.js';
import { EPOCH_MS } from './world.js';

/** Second 0 is the beginning of an epoch, about: epochs last 600 s. */
const HAPPENINGS: readonly (readonly [seconds: number, happening: Happening])[] = [
  [1, { kind: 'store', writer: 0, size: 300, epochs: 4, deletable: false }],
  [2, { kind: 'store', writer: 1, size: 40, epochs: 4, deletable: true }],
  [3, { kind: 'quilt', writer: 2, sizes: [20, 200], epochs: 4, deletable: true }],
  [4, { kind: 'trade', writer: 0, pick: 3 }],
  [5, { kind: 'trade', writer: 0, pick: 2 }],
  [6, { kind: 'forge', writer: 1, size: 200, epochs: 2 }],
  [7, { kind: 'pool', writer: 1, mib: 16, epochs: 4 }],
  [8, { kind: 'pooled', writer: 1, pick: 0, size: 120, deletable: true }],
  [9, { kind: 'gift', writer: 2, node: 0, wal: 2 }],
  [10, { kind: 'vote', node: 0, storagePrice: 50_000, writePrice: 10_000, gib: 100 }],
  [11, { kind: 'vote', node: 1, storagePrice: 70_000, writePrice: 30_000, gib: 300 }],
  [12, { kind: 'vote', node: 2, storagePrice: 10_000, writePrice: 20_000, gib: 200 }],
  [13, { kind: 'rotate', node: 1 }],
  [14, { kind: 'describe', node: 2, text: 'two', commission: 1_000 }],
  [15, { kind: 'stake', staker: 0, node: 4, wal: 150 }],
  [16, { kind: 'stake', staker: 1, node: 0, wal: 10 }],
  // Two of them are a quorum with the third.
  [17, { kind: 'burn', node: 0, rate: 300 }],
  [17, { kind: 'burn', node: 1, rate: 500 }],
  [17, { kind: 'burn', node: 2, rate: 400 }],
  [18, { kind: 'retire', node: 3 }],
  [20, { kind: 'attribute', writer: 2, pick: 0, key: 'name', value: 'one' }],
  [30, { kind: 'attribute', writer: 2, pick: 1, key: 'name', value: 'two' }],
  [40, { kind: 'attribute', writer: 2, pick: 0, key: 'name', value: '' }],
  [50, { kind: 'share', writer: 0, pick: 0, wal: 1 }],
  [55, { kind: 'trade', writer: 0, pick: 3 }],
  [56, { kind: 'trade', writer: 0, pick: 1 }],
  // What is left of the storage is fused and destroyed, whichever of it comes first.
  [57, { kind: 'trade', writer: 0, pick: 7 }],
  [58, { kind: 'trade', writer: 0, pick: 7 }],
  [59, { kind: 'trade', writer: 0, pick: 7 }],
  [60, { kind: 'support', writer: 1, pick: 0, wal: 1, epochs: 1 }],
  [70, { kind: 'extend', writer: 2, pick: 0, epochs: 1 }],
  // It is prolonged, enlarged, made smaller, and emptied.
  [71, { kind: 'tend', writer: 1, pick: 0 }],
  [72, { kind: 'tend', writer: 1, pick: 1 }],
  [73, { kind: 'tend', writer: 1, pick: 2 }],
  [74, { kind: 'tend', writer: 1, pick: 3 }],
  [75, { kind: 'pooled', writer: 1, pick: 0, size: 70, deletable: false }],
  [80, { kind: 'deny', node: 0, mib: 3 }],
  [90, { kind: 'subsidy', writer: 1, wal: 3, epochs: 2 }],
  [100, { kind: 'prices' }],
  [110, { kind: 'wipe', node: 2, forMs: 20_000 }],
  [150, { kind: 'upgrade' }],
  [560, { kind: 'crash', node: 4, forMs: 420_000 }],
  [620, { kind: 'reshape', staker: 1, pick: 0 }],
  [640, { kind: 'reshape', staker: 1, pick: 0 }],
  [660, { kind: 'unstake', staker: 1, pick: 0 }],
  [680, { kind: 'delete', writer: 1, pick: 0 }],
  [690, { kind: 'store', writer: 1, size: 30, epochs: 3, deletable: false }],
  [720, { kind: 'delete', writer: 1, pick: 0 }],
  [1_010, { kind: 'storm', node: 0, forMs: 60_000, share: 0.4, how: 'hang' }],
  [1_020, { kind: 'read', pick: 0, how: 'whole' }],
  [1_030, { kind: 'store', writer: 2, size: 50, epochs: 2, deletable: false }],
  [1_400, { kind: 'unstake', staker: 1, pick: 0 }],
  [1_405, { kind: 'remove', pick: 0 }],
  [1_410, { kind: 'read', pick: 1, how: 'range' }],
];

export const tour: Scenario = {
  seed: 'tour',
  shards: 10,
  stakes: [300, 250, 200, 150, 100],
  weather: { minDelayMs: 1, maxDelayMs: 20, loss: 0, duplication: 0.01 },
  lengthMs: 2.6 * EPOCH_MS,
  steps: HAPPENINGS.map(([seconds, happening]): Step => ({ at: seconds * 1_000, ...happening })),
};
