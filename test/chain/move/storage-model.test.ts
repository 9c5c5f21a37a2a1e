/**
 * R3, R21: storage and blobs are accounted for to the last byte and FROST. Random sequences of everything
 * that users, nodes and time can do run on chain and in a model of their own; after each step all state is
 * compared, and whether a step succeeds, or with which abort it is refused, is foretold.
 *
 * For long runs, elsewhere in the space of sequences: HAULOUT_LONG=1 HAULOUT_MODEL_SEED=7.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import fc from 'fast-check';
import { extent } from '../../support/long.js';
import { assertAgreement } from './storage-model/agreement.js';
import { StorageChain } from './storage-model/chain.js';
import { commands } from './storage-model/commands.js';
import { StorageModel } from './storage-model/model.js';

const DEFAULT_SEED = 20_261_121;
const SEED = Number(process.env['HAULOUT_MODEL_SEED'] ?? DEFAULT_SEED);
const RUNS = extent({ short: 10, long: 500 });
const MAX_COMMANDS = 120;

/**
 * The sequences come by all of this, so that a test which compares nothing does not pass for one that agrees.
 */
const MUST_BE_SEEN: readonly string[] = [
  'burn: done',
  'certify: blob::EAlreadyCertified',
  'certify: blob::EInvalidBlobId',
  'certify: blob::EResourceBounds',
  'certify: done',
  'certifyShared: blob::EAlreadyCertified',
  'delete: blob::EBlobNotDeletable',
  'delete: blob::EResourceBounds',
  'delete: done',
  'deny: done',
  'destroy: done',
  'extend: blob::ENotCertified',
  'extend: done',
  'extend: system_state_inner::EInvalidEpochsAhead',
  'extendShared: blob::ENotCertified',
  'extendShared: done',
  'extendShared: system_state_inner::EInvalidEpochsAhead',
  'extendWithStorage: blob::ENotCertified',
  'extendWithStorage: blob::EResourceBounds',
  'extendWithStorage: done',
  'extendWithStorage: storage_resource::EIncompatibleAmount',
  'fundShared: done',
  'fuse: done',
  'fuse: storage_resource::EIncompatibleAmount',
  'fuse: storage_resource::EIncompatibleEpochs',
  'nextEpoch: done',
  'register: blob::EResourceBounds',
  'register: blob::EResourceSize',
  'register: done',
  'removeAttribute: done',
  'reserve: done',
  'reserve: system_state_inner::EInvalidEpochsAhead',
  'reserve: system_state_inner::EInvalidResourceSize',
  'reserve: system_state_inner::EStorageExceeded',
  'reserveExtension: done',
  'reserveExtension: system_state_inner::EInvalidEpochsAhead',
  'setAttribute: done',
  'share: done',
  'splitByEpoch: done',
  'splitByEpoch: storage_resource::EInvalidEpoch',
  'splitBySize: done',
  'splitBySize: storage_resource::EIncompatibleAmount',
  'storeEventBlob: done',
  'subsidise: done',
  'subsidise: system_state_inner::EInvalidEpochsAhead',
  'subsidiseEach: done',
  'subsidiseEach: system_state_inner::EInvalidEpochsAhead',
  'takeAttributes: blob::EMissingMetadata',
  'takeAttributes: done',
  'updatePrices: done',
  'vote: done',
];

const network = {
  stakes: [3000, 3000, 2000, 1000, 1000],
  nShards: 10,
  maxEpochsAhead: 5,
  /** FROST: one coin that pays for most things, and one that soon does not. */
  coins: [50_000_000_000_000n, 5_000n],
};

let chain: StorageChain;
beforeAll(async () => {
  chain = await StorageChain.start(network);
});
afterAll(() => chain?.stop());

/** The market as it is when the first committee begins. */
function newModel(): StorageModel {
  const model = new StorageModel(network);
  const { members } = chain.system().committee;
  for (const { node_id, weight } of members) {
    const votes = { storagePrice: 1000n, writePrice: 500n, capacity: 1n << 40n };
    model.nodes.set(node_id, { weight, ...votes, denied: 0n, earned: 0n });
  }
  model.settle();
  return model;
}

describe('R3: the accounts of storage', () => {
  it('begin empty, with the capacity and the prices that a quorum votes for', () => {
    const model = newModel();
    assert.equal(model.capacity, ((1n << 40n) * 10n) / 3n);
    assertAgreement(model, chain);
  });

  it('agree with a plain model to the last FROST, whatever users, nodes and time do', async ({
    annotate,
  }) => {
    const seen = new Map<string, number>();
    const arbitrary = commands(network.maxEpochsAhead, MAX_COMMANDS, (kind, abort = 'done') => {
      const ending = `${kind}: ${abort}`;
      seen.set(ending, (seen.get(ending) ?? 0) + 1);
    });
    const property = fc.asyncProperty(arbitrary, async (steps) => {
      await fc.asyncModelRun(() => {
        chain.reset();
        return { model: newModel(), real: chain };
      }, steps);
    });
    await fc.assert(property, { seed: SEED, numRuns: RUNS });
    if (SEED !== DEFAULT_SEED) for (const [ending, times] of seen) await annotate(`${times} ${ending}`);
    else
      assert.deepEqual(
        MUST_BE_SEEN.filter((ending) => !seen.has(ending)),
        [],
      );
  });
});
