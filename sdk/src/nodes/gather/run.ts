import type { Timers } from '../../base/time.js';
import { NodeFault } from '../conduct.js';
import { GatherPlan, type AttemptEnd, type GatherItem, type GatherRules, type PutOff } from './plan.js';

/** An attempt that ended without a delivery. `error` is kept as evidence. */
export interface AttemptFault {
  /** Index of the item. */
  readonly item: number;
  /** What the attempt threw. */
  readonly error: unknown;
}

/** What a gathering has brought. */
export interface GatherResult<T> {
  /** Whether the goal is reached. */
  readonly reached: boolean;
  /** What was delivered, in order of arrival. */
  readonly delivered: readonly {
    /** Index of the item. */
    readonly item: number;
    /** What the attempt resolved to. */
    readonly value: T;
  }[];
  /** Every failed attempt, in order. */
  readonly faults: readonly AttemptFault[];
  /** Items still outstanding at the end: these were aborted. */
  readonly abandoned: readonly number[];
  /** Attempts started, hedges and repetitions included. */
  readonly attempts: number;
}

/** What to gather, by which rules. */
export interface GatherJob<T> {
  /** The items; indices are places in this list. */
  readonly items: readonly GatherItem[];
  /** How the gathering behaves. */
  readonly rules: GatherRules;
  /** Clock for hedging and back-off. */
  readonly timers: Timers;
  /** Aborts the gathering, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Fetches one item and verifies it. Its signal aborts when the item is no longer wanted. */
  readonly attempt: (item: number, signal: AbortSignal) => Promise<T>;
  /** Whether an attempt that threw this may be repeated. */
  readonly mayRetry: (error: unknown) => boolean;
  /** Told the weight delivered so far, after each delivery. */
  readonly onDelivered?: ((weight: number) => void) | undefined;
}

/**
 * Drives a `GatherPlan` with real attempts. Resolves when the goal is reached or out of reach, aborts what is
 * still outstanding then, and waits for none of it. Rejects with the reason of `signal` (or with what
 * `onDelivered` throws).
 */
export function gather<T>(job: GatherJob<T>): Promise<GatherResult<T>> {
  const { timers, signal } = job;
  const plan = new GatherPlan(job.items, job.rules);
  const delivered: { item: number; value: T }[] = [];
  const faults: AttemptFault[] = [];
  const outstanding = new Map<number, AbortController>();
  let attempts = 0;
  let cancelWake = () => {};
  let settled = false;

  return new Promise((resolve, reject) => {
    const fail = (reason: unknown) => {
      close();
      reject(reason as Error);
    };
    const onAbort = () => fail(signal!.reason);
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });

    function step(): void {
      if (settled) return;
      cancelWake();
      const now = timers.now();
      const { start, wakeAt, verdict } = plan.next(now);
      if (verdict !== 'running') {
        const abandoned = [...outstanding.keys()];
        close();
        return resolve({ reached: verdict === 'reached', delivered, faults, abandoned, attempts });
      }
      cancelWake = wakeAt === undefined ? () => {} : timers.after(wakeAt - now, step);
      for (const item of start) launch(item).catch(fail);
    }

    async function launch(item: number): Promise<void> {
      if (settled) return;
      attempts++;
      const controller = new AbortController();
      outstanding.set(item, controller);
      let end: AttemptEnd;
      try {
        const value = await job.attempt(item, controller.signal);
        if (settled) return;
        delivered.push({ item, value });
        end = 'delivered';
      } catch (error) {
        if (settled) return;
        faults.push({ item, error });
        end = putOff(error) ?? (job.mayRetry(error) ? 'again' : 'never');
      }
      outstanding.delete(item);
      plan.end(item, end, timers.now());
      if (end === 'delivered') job.onDelivered?.(plan.delivered);
      step();
    }

    function close(): void {
      settled = true;
      cancelWake();
      signal?.removeEventListener('abort', onAbort);
      for (const controller of outstanding.values()) controller.abort(new GatherOver());
    }

    step();
  });
}

/** Why an outstanding attempt was aborted: others delivered enough, or the caller gave up. */
export class GatherOver extends Error {
  constructor() {
    super('no longer wanted');
    this.name = 'GatherOver';
  }
}

/** A node is asked again after so many ms at the latest, whatever it says. */
const MAX_PUT_OFF_MS = 10_000;
/** And not before so many. */
const MIN_PUT_OFF_MS = 250;

/** Whether a node gives nothing because it is challenged (R16): it will, and is not at fault. */
export function isPutOff(error: unknown): error is NodeFault {
  return error instanceof NodeFault && error.reason === 'CHALLENGE_IN_PROGRESS';
}

function putOff(error: unknown): PutOff | undefined {
  if (!isPutOff(error)) return undefined;
  const wanted = error.comeBackMs ?? MAX_PUT_OFF_MS;
  return { putOffMs: Math.max(MIN_PUT_OFF_MS, Math.min(wanted, MAX_PUT_OFF_MS)) };
}
