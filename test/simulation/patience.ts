/** How often somebody tries, and which failures a party may meet at all. */
import { CertificateError } from '@haulout/sdk/certificate';
import { EncodingError } from '@haulout/sdk/encoding';
import { HauloutError } from '@haulout/sdk/client';
import { RpcError } from '@protobuf-ts/runtime-rpc';
import type { Faults } from './faults.js';
import type { Party, World } from './world.js';

/** Times that an operation is tried again when the network between the client and the rest lost a message. */
const ATTEMPTS = 8;
const PAUSE_MS = 4_000;

/**
 * Failures to which a reader or writer may be brought while more than f shards are faulty: those that say so.
 */
const TOO_MANY_FAULTS = [
  'NOT_ENOUGH_SLIVERS',
  'NOT_ENOUGH_METADATA',
  'NOT_ENOUGH_CONFIRMATIONS',
  'NO_STATUS_AGREEMENT',
];

export class Patience {
  /** Operations that had to be tried again. */
  repeated = 0;
  /** Operations that failed while more than f shards were faulty, and that succeeded afterwards. */
  deferred = 0;
  /** Operations of owners that succeeded, by name. */
  readonly done = new Map<string, number>();
  readonly #world: World;
  readonly #faults: Faults;
  readonly #violate: (what: string) => void;
  /** One operation of a party after the other. */
  readonly #queues = new Map<Party, Promise<void>>();

  constructor(world: World, faults: Faults, violate: (what: string) => void) {
    this.#world = world;
    this.#faults = faults;
    this.#violate = violate;
  }

  /**
   * Tries until it succeeds, as long as messages get lost or too many nodes are faulty; anything else is a
   * violation of the promise.
   *
   * @returns undefined when it gave up
   */
  async insist<T>(
    { name }: Party,
    promise: string,
    what: string,
    operation: () => Promise<T>,
  ): Promise<T | undefined> {
    for (let attempt = 1; ;) {
      const before = this.#faults.turnsOfWeather;
      try {
        return await operation();
      } catch (error) {
        if (this.#faults.isStormy || this.#faults.turnsOfWeather !== before) {
          if (!isTyped(error, this.#world.network.weather.loss > 0)) {
            this.#violate(`R10: with more than f shards faulty, ${name} could not ${what}: ${lineOf(error)}`);
            return undefined;
          }
          this.#world.log(name, `cannot ${what} in the storm: ${lineOf(error)}`);
          this.deferred++;
          await this.#faults.calm();
          continue;
        }
        if (!this.mayRepeat(error, attempt)) {
          const many = (await this.#faults.withinBudget()) ? 'at most' : 'more than';
          this.#violate(`${promise}: ${name} could not ${what}, ${many} f shards faulty: ${lineOf(error)}`);
          return undefined;
        }
        this.repeated++;
        this.#world.log(name, `could not ${what} yet: ${lineOf(error)}`);
        await this.#world.clock.sleep(PAUSE_MS * attempt++);
      }
    }
  }

  /** Insists on what an owner does with its objects, and counts it under `verb` when it succeeds. */
  async insistAsOwner(
    party: Party,
    { verb, what }: { readonly verb: string; readonly what: string },
    operation: () => Promise<unknown>,
  ): Promise<void> {
    const done = await this.insist(party, 'R21', what, async () => {
      await operation();
      return true;
    });
    if (done) this.done.set(verb, (this.done.get(verb) ?? 0) + 1);
  }

  /** A network that loses messages may cost an operation; nothing else may. */
  mayRepeat(error: unknown, attempt: number): boolean {
    const { loss } = this.#world.network.weather;
    const isOfTheWay =
      error instanceof RpcError ||
      (error instanceof HauloutError &&
        !(error instanceof EncodingError) &&
        !(error instanceof CertificateError));
    return loss > 0 && attempt < ATTEMPTS && isOfTheWay;
  }

  /** Runs an operation when the ones of the party before it are over. */
  inTurn(party: Party, operation: () => Promise<void>): Promise<void> {
    const run = (this.#queues.get(party) ?? Promise.resolve()).then(operation);
    this.#queues.set(
      party,
      run.catch(() => undefined),
    );
    return run;
  }
}

function isTyped(error: unknown, isLossy: boolean): boolean {
  if (error instanceof HauloutError) return TOO_MANY_FAULTS.includes(error.code) || isLossy;
  return isLossy && error instanceof RpcError;
}

export function lineOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.split('\n')[0]!.slice(0, 300);
}
