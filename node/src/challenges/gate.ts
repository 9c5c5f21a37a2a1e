/**
 * The gate of a round of challenges (R16). From the moment at which a node sees that a round has opened, it
 * gives no slivers, no symbols and no shards to anybody, so that nobody can answer with what others have. It
 * gives them again when no answer can be posted any more: when the chain's clock is past the time for
 * answers, or past the last draw without a seed. Writes and confirmations go on.
 */
import type { EvidenceState } from '@haulout/sdk/chain';
import { timesOfRound } from '@haulout/sdk/operator';
import { ServiceError } from '../errors.js';

/** Something under way that ends when the gate closes. */
export interface Endable {
  destroy(): unknown;
}

/** When the chain cannot be asked, readers are told to come back in so many ms. */
const PATIENCE_MS = 1_000;

/** The gate of one node. */
export class Gate {
  readonly #read: () => Promise<EvidenceState>;
  readonly #underWay = new Set<Endable>();
  /** The round for which it is closed. */
  #round: number | undefined;
  #looking: Promise<void> | undefined;
  /** How long it stays closed from the last look on. */
  #comeBackMs = PATIENCE_MS;

  /** @param read reads what the judges know now */
  constructor(read: () => Promise<EvidenceState>) {
    this.#read = read;
  }

  /** Whether it is closed, as of the last look. */
  get isClosed(): boolean {
    return this.#round !== undefined;
  }

  /** A round has opened: closes at once, and ends what is under way. */
  close(round: number): void {
    if (this.#round !== undefined && this.#round >= round) return;
    this.#round = round;
    this.#comeBackMs = PATIENCE_MS;
    for (const response of this.#underWay) response.destroy();
    this.#underWay.clear();
  }

  /** Whether it is closed now: looks at the chain if it was. It stays so when the chain cannot be read. */
  async staysClosed(): Promise<boolean> {
    if (this.isClosed) await this.look().catch(() => undefined);
    return this.isClosed;
  }

  /**
   * Lets a response pass.
   *
   * @returns to be called when it has ended
   * @throws ServiceError CHALLENGE_IN_PROGRESS
   */
  async pass(response: Endable): Promise<() => void> {
    await this.staysClosed();
    if (this.#round !== undefined) throw closed(this.#round, this.#comeBackMs);
    this.#underWay.add(response);
    return () => this.#underWay.delete(response);
  }

  /** Looks at the chain, whether it can open. Rejects when the chain cannot be read, and stays closed. */
  look(): Promise<void> {
    this.#looking ??= this.#read()
      .then((state) => this.observe(state))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** Takes in what the judges know: closes for a round that it did not know, opens when it can. */
  observe(state: EvidenceState): void {
    const { round } = state;
    if (round === undefined) {
      // A full node may be behind what the node has seen.
      if (this.#round !== undefined && state.rounds >= this.#round) this.#round = undefined;
      return;
    }
    const { gateUntilMs } = timesOfRound(state, round);
    const isOver = ['closed', 'void', 'empty'].includes(round.phase.kind) || state.nowMs > gateUntilMs;
    if (!isOver) {
      this.close(round.number);
      this.#comeBackMs = gateUntilMs - state.nowMs + 1;
    } else if (this.#round !== undefined && this.#round <= round.number) {
      this.#round = undefined;
    }
  }
}

function closed(round: number, comeBackMs: number): ServiceError {
  return new ServiceError({
    status: 'UNAVAILABLE',
    reason: 'CHALLENGE_IN_PROGRESS',
    message: `round ${round} of storage challenges is under way: come back in ${comeBackMs} ms`,
    facts: { round, comeBackMs },
  });
}
