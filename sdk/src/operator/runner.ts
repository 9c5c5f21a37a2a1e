import type { ClientWithCoreApi } from '@mysten/sui/client';
import { Transaction } from '@mysten/sui/transactions';
import { unlessAborted } from '../base/abort.js';
import { systemTimers, type Timers } from '../base/time.js';
import { readEpochState, type EpochState } from '../chain/epoch-state.js';
import { readNodeCap, readNodeState } from '../chain/node-state.js';
import { explainAbort } from '../contracts/index.js';
import { dutiesOf, type OperatorDuty, type OperatorWishes } from './duties.js';
import { endVoting } from './end-voting.js';
import {
  addEpochSyncDone,
  addInitiateEpochChange,
  addMissedHandOver,
  addReportRecovered,
} from './epoch-transactions.js';
import { addCollectCommission, addNodeChanges, addStandAgain } from './node-transactions.js';

/** How a storage node tells what it has taken over. */
export interface HandOverWorker {
  /** Works on taking over the node's shards of an epoch, for as long as something can be done now. */
  handOver(epoch: number): Promise<{
    /** The node holds everything that it should. */
    readonly done: boolean;
    /** Shards whose old owner did not deliver, so that they had to be rebuilt. */
    readonly recovered: readonly number[];
  }>;
}

export interface OperatorRunnerOptions {
  readonly client: ClientWithCoreApi;
  readonly systemObjectId: string;
  readonly stakingObjectId: string;
  /** The node's `StorageNodeCap`. */
  readonly capId: string;
  /** Address of the operator, who owns the cap. */
  readonly sender: string;
  /** Signs and executes; resolves when the effects can be read. `what` is for error messages. */
  readonly send: (what: string, transaction: Transaction, signal?: AbortSignal) => Promise<unknown>;
  readonly node: HandOverWorker;
  readonly wishes?: OperatorWishes | undefined;
  /** Told of everything that a round has done or could not do. */
  readonly onOutcome?: ((outcome: OperatorOutcome) => void) | undefined;
  /** Told of a round that could not even look at the chain. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
  readonly timers?: Timers | undefined;
  /** Between rounds; ms, default 5 seconds. */
  readonly pauseMs?: number | undefined;
}

/** What became of a duty. */
export interface OperatorOutcome {
  readonly duty: OperatorDuty;
  /**
   * - `done`
   * - `waiting`: the node has not got all its shards yet
   * - `overtaken`: somebody else did it first, or its time has passed
   * - `failed`: it is tried again in the next round
   */
  readonly kind: 'done' | 'waiting' | 'overtaken' | 'failed';
  readonly error?: unknown;
}

export interface OperatorRunner {
  /**
   * One round: looks at the chain, does what is due, and tells what became of it. It keeps nothing between
   * rounds, so it can be killed at any moment, and any number of runners can share the work.
   *
   * @throws when the chain cannot be read; the signal's reason
   */
  tick(signal?: AbortSignal): Promise<readonly OperatorOutcome[]>;
  /** Round after round until the signal is aborted; then resolves. */
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Does an operator's duties on chain: ends voting and starts epochs when their time has come, reports the
 * node's shards, records who missed the deadline, keeps the votes as wished, stands again when there is a
 * place, and collects commission.
 *
 * @example
 * const ids = { systemObjectId, stakingObjectId, capId };
 * const runner = createOperatorRunner({ client, ...ids, sender, send, node: node.duties });
 * await runner.run(stopping.signal);
 */
export function createOperatorRunner(options: OperatorRunnerOptions): OperatorRunner {
  const { client, stakingObjectId, systemObjectId, capId, sender, send, node: worker } = options;
  const { wishes = {}, onOutcome, onTrouble, timers = systemTimers, pauseMs = 5_000 } = options;

  async function look(signal: AbortSignal | undefined) {
    const { nodeId, lastSyncEpoch } = await readNodeCap(client, capId, signal);
    const node = await readNodeState(client, nodeId, signal);
    const chain = await readEpochState(client, stakingObjectId, signal);
    return { chain, node, duties: dutiesOf({ chain, node, lastSyncEpoch, wishes, sender, capId }) };
  }

  async function perform(
    duty: OperatorDuty,
    chain: EpochState,
    nodeId: string,
    signal: AbortSignal | undefined,
  ): Promise<'done' | 'waiting'> {
    const contracts = { stakingObjectId, systemObjectId, packageId: chain.packageId };
    const transaction = new Transaction();
    switch (duty.kind) {
      case 'end-voting':
        await endVoting({ client, contracts, send, signal });
        return 'done';
        break;
      case 'start-epoch':
        addInitiateEpochChange(transaction, contracts);
        break;
      case 'record-missed':
        for (const missing of duty.nodeIds) addMissedHandOver(transaction, contracts, missing);
        break;
      case 'vote':
        addNodeChanges(transaction, contracts, { capId, ...duty.votes });
        break;
      case 'stand-again':
        addStandAgain(transaction, contracts, capId);
        break;
      case 'collect-commission': {
        const { originalPackageId } = chain;
        const holder = duty.as === 'cap-holder' ? { capId, originalPackageId } : undefined;
        const collected = addCollectCommission(transaction, contracts, { nodeId, holder });
        transaction.transferObjects([collected], sender);
        break;
      }
      case 'report-shards': {
        const { epoch } = duty;
        // It can take hours, and the node itself is stopped by others.
        const { done, recovered } = await unlessAborted(worker.handOver(epoch), signal);
        if (!done) return 'waiting';
        // Both in one transaction, so that no crash can come between them.
        const shards = accusable(chain, nodeId, recovered);
        if (shards.length > 0) addReportRecovered(transaction, contracts, { capId, epoch, shards });
        addEpochSyncDone(transaction, contracts, { capId, epoch });
      }
    }
    signal?.throwIfAborted();
    await send(describe(duty), transaction, signal);
    return 'done';
  }

  /** Whether a duty that the contracts refused has become somebody else's deed or a thing of the past. */
  async function isOvertaken(
    duty: OperatorDuty,
    error: unknown,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (explainAbort(error) === undefined) return false;
    try {
      const { duties } = await look(signal);
      return !duties.some((still) => describe(still) === describe(duty));
    } catch {
      return false;
    }
  }

  async function tick(signal?: AbortSignal): Promise<readonly OperatorOutcome[]> {
    const { chain, node, duties } = await look(signal);
    const outcomes: OperatorOutcome[] = [];
    for (const duty of duties) {
      signal?.throwIfAborted();
      const outcome = await perform(duty, chain, node.nodeId, signal).then(
        (kind): OperatorOutcome => ({ duty, kind }),
        async (error: unknown): Promise<OperatorOutcome> => {
          signal?.throwIfAborted();
          return { duty, kind: (await isOvertaken(duty, error, signal)) ? 'overtaken' : 'failed', error };
        },
      );
      outcomes.push(outcome);
      onOutcome?.(outcome);
    }
    return outcomes;
  }

  return {
    tick,
    async run(signal) {
      while (!signal.aborted) {
        try {
          await tick(signal);
        } catch (error) {
          if (signal.aborted) return;
          onTrouble?.(error);
        }
        await pauseOf(timers, pauseMs, signal);
      }
    },
  };
}

/** The recovered shards that old owners owed: those that a node lost by itself accuse nobody. */
function accusable({ handOver, epoch }: EpochState, nodeId: string, recovered: readonly number[]): number[] {
  if (handOver?.epoch !== epoch) return [];
  const owed = handOver.receivers.find((receiver) => receiver.nodeId === nodeId)?.owed ?? [];
  return recovered.filter((shard) => owed.includes(shard));
}

function describe(duty: OperatorDuty): string {
  switch (duty.kind) {
    case 'end-voting':
      return `end the voting of epoch ${duty.epoch}`;
    case 'start-epoch':
      return `start epoch ${duty.epoch + 1}`;
    case 'report-shards':
      return `report the shards of epoch ${duty.epoch}`;
    case 'record-missed':
      return `record that ${duty.nodeIds.join(', ')} missed the hand-over of epoch ${duty.epoch}`;
    case 'vote':
      return 'vote for prices and capacity';
    case 'stand-again':
      return 'be a candidate again';
    case 'collect-commission':
      return 'collect commission';
  }
}

/** Resolves after `ms`, or when the signal is aborted. */
function pauseOf(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = timers.after(ms, finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}
