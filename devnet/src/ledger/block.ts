/**
 * Blocks: what one commit adds to the state. A ledger makes them by running transactions, or reads them from
 * its journal.
 */
import type { ExecutionResult } from './execution.js';
import { nextCheckpoint } from './checkpoints.js';
import { protocolVersion } from './limits.js';
import { currentEpoch, withCheckpoint } from './state.js';
import type { State } from './state.js';
import type { EpochInfo, ExecutedTransaction } from './types.js';

/** Transactions that become final together, in one checkpoint. */
export interface Block {
  readonly timestampMs: bigint;
  readonly results: readonly ExecutionResult[];
  /** Rounds of randomness that its system transactions have brought. */
  readonly randomnessRounds: readonly bigint[];
  /** Whether the Sui epoch ends with it. */
  readonly endsEpoch: boolean;
}

/** The state after a block, given the state with all changes of its transactions. */
export function sealBlock(state: State, block: Block): State {
  const { timestampMs, results, randomnessRounds, endsEpoch } = block;
  const epoch = currentEpoch(state);
  const chain = nextCheckpoint(state.chain, {
    epoch: epoch.epoch,
    timestampMs,
    entries: results,
    randomnessRounds,
    endsEpoch,
  });
  const checkpoint = chain.latest.sequenceNumber;
  const executed = results.map((result): ExecutedTransaction => ({
    ...result,
    commandResults: undefined,
    taken: undefined,
    checkpoint,
    timestampMs,
  }));
  const sealed = withCheckpoint(state, chain, executed);
  if (!endsEpoch) {
    return { ...sealed, randomnessRound: state.randomnessRound + BigInt(randomnessRounds.length) };
  }
  const next: EpochInfo = {
    epoch: epoch.epoch + 1n,
    referenceGasPrice: epoch.referenceGasPrice,
    startTimestampMs: timestampMs,
    firstCheckpoint: checkpoint + 1n,
    protocolVersion,
  };
  return { ...sealed, epochs: [...sealed.epochs, next], randomnessRound: 0n };
}
