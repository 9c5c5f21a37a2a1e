/**
 * A test network whose time passes: its clock follows the machine's, and its operators do their duties on
 * chain.
 */
import { sleep, systemTimers, type Timers } from '@haulout/sdk/base';
import type { RoundState } from '@haulout/sdk/chain';
import type { Network } from './network.js';
import { operatorOf } from './operators.js';

/** How time passes in a network. */
export interface TimeOptions {
  /** Default: the machine's clock. */
  readonly timers?: Timers | undefined;
  /**
   * How often the clock of the chain moves and operators look at it, in ms; default the 200th part of an
   * epoch, at most 5 seconds. Each time makes a checkpoint, which the chain remembers (3 kB).
   */
  readonly tickMs?: number | undefined;
  /** Told of each epoch that one of the network's operators has started. */
  readonly onEpoch?: ((epoch: number) => void) | undefined;
  /** Told of each round of storage challenges when rewards and penalties have followed from it. */
  readonly onRound?: ((round: RoundState) => void) | undefined;
  /** Told of what an operator could not do, or could not see; it tries again. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
}

/** Time that passes until it is stopped. */
export interface PassingTime {
  /** From then on the network's time stands still again. Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/**
 * Lets time pass in a network: its epochs, as long as `epochMs` of the network says, change by themselves
 * from then on.
 *
 * @example
 * const network = await Network.start({ epochMs: 60_000n });
 * const time = letTimePass(network, { onEpoch: (epoch) => console.log(`epoch ${epoch}`) });
 * await time.stop();
 */
export function letTimePass(network: Network, options: TimeOptions = {}): PassingTime {
  const { timers = systemTimers, onEpoch, onRound, onTrouble } = options;
  const epochMs = Number(network.deployment.parameters.epochDurationMs);
  const tickMs = options.tickMs ?? Math.max(50, Math.min(5000, epochMs / 200));
  const stopping = new AbortController();
  const { signal } = stopping;

  let last = timers.now();
  const moveClock = (): void => {
    const ms = Math.floor(timers.now() - last);
    if (ms <= 0) return;
    last += ms;
    network.devnet.advanceClock(ms);
  };

  const runOperators = async (): Promise<void> => {
    for (const node of network.nodes) {
      // An operator goes down with its node.
      if (signal.aborted || !node.isRunning) continue;
      await unlessTrouble(() => node.challenges.run());
      await unlessTrouble(async () => {
        for (const { duty, kind, error } of await operatorOf(network, node).tick(signal)) {
          if (kind === 'done' && duty.kind === 'start-epoch') onEpoch?.(duty.epoch + 1);
          if (kind === 'done' && duty.kind === 'settle-round') await tellOfRound();
          if (kind === 'failed') onTrouble?.(error);
        }
      });
    }
  };
  const unlessTrouble = async (action: () => Promise<unknown>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      if (!signal.aborted) onTrouble?.(error);
    }
  };
  const tellOfRound = async (): Promise<void> => {
    const { round } = await network.rounds.state();
    if (round?.members.every(({ isSettled }) => isSettled)) onRound?.(round);
  };

  const rhythm = { timers, ms: tickMs, signal };
  const done = Promise.all([repeat(moveClock, rhythm), repeat(runOperators, rhythm)]);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

/** How often something is done, and until when. */
interface Rhythm {
  readonly timers: Timers;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * Does something every `ms`, and never twice at once. Resolves when the signal is aborted and nothing is
 * under way.
 */
async function repeat(action: () => void | Promise<void>, { timers, ms, signal }: Rhythm): Promise<void> {
  while (!signal.aborted) {
    await sleep(timers, ms, { signal }).catch(() => undefined); // aborted: the loop ends
    if (!signal.aborted) await action();
  }
}
