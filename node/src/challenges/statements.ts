/** What a node signs in a round of challenges, each time after it has written it into its journal. */
import { signMessage } from '@haulout/sdk/certificate';
import { serializeEvidenceMessage, type Passed, type Ready } from '@haulout/sdk/evidence';
import { ServiceError } from '../errors.js';
import { hex } from '../hex.js';
import type { Gate } from './gate.js';
import type { Journal } from './journal.js';
import type { RoundNow } from './round-now.js';

/** A message and this node's signature. */
export interface Statement {
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** What signing takes. */
export interface StatementParts {
  readonly journal: Journal;
  readonly gate: Gate;
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
  /** Object id of `Evidence`. */
  readonly evidenceObjectId: string;
}

/** Signatures that are remembered. */
const MAX_REMEMBERED = 64;

/** Signs for one node. */
export class Statements {
  readonly #parts: StatementParts;
  /** Signatures by message. */
  readonly #signed = new Map<string, Uint8Array>();

  constructor(parts: StatementParts) {
    this.#parts = parts;
  }

  /** What the node says about the set of a round. */
  readyMessage({ round, set }: RoundNow): Ready {
    return {
      type: 'ready',
      epoch: round.epoch,
      evidenceId: this.#parts.evidenceObjectId,
      round: round.number,
      count: BigInt(set.count),
      bytes: set.bytes,
      root: set.count === 0 ? new Uint8Array(32) : set.root,
    };
  }

  /** What the node says when it vouches for members. */
  passedMessage({ round }: RoundNow, nodes: readonly number[]): Passed {
    const { evidenceObjectId: evidenceId } = this.#parts;
    return { type: 'passed', epoch: round.epoch, evidenceId, round: round.number, nodes };
  }

  /**
   * Signs that the node has the set of a round; from then on it gives no data to anybody.
   *
   * @throws ServiceError NO_SUCH_ROUND when it is not the time for it, or the node must not sign in the round
   */
  async ready(now: RoundNow): Promise<Statement> {
    const { journal, gate } = this.#parts;
    const { round, evidence, times } = now;
    const isTime = round.phase.kind === 'opened' || round.phase.kind === 'ready';
    if (!isTime || evidence.nowMs > times.readyUntilMs)
      throw notNow(round.number, 'it is not about to begin');
    await this.#requireJournal(round.number);
    const message = this.readyMessage(now);
    const ready = {
      count: String(message.count),
      bytes: String(message.bytes),
      root: hex(message.root),
    };
    gate.close(round.number);
    const entry = await journal.write(round.number, (before) => ({ ready, ...before }));
    if (entry.ready!.root !== ready.root || entry.ready!.count !== ready.count)
      throw notNow(round.number, 'this node has signed another set');
    return this.#sign(serializeEvidenceMessage(message));
  }

  /**
   * Signs that the node vouches for some members, or for all for which it does.
   *
   * @throws ServiceError NO_SUCH_ROUND when it does not vouch for one of them, or it is not the time for it
   */
  async passed(now: RoundNow, wanted?: readonly number[]): Promise<Statement> {
    const { round, evidence, times } = now;
    const { answerUntilMs, deadlineMs } = times;
    const isTime = answerUntilMs !== undefined && evidence.nowMs > answerUntilMs;
    if (!isTime || evidence.nowMs > deadlineMs!)
      throw notNow(round.number, 'this is not the time for verdicts');
    await this.#requireJournal(round.number);
    const { vouched = [] } = await this.#parts.journal.read(round.number);
    const nodes = wanted ?? vouched;
    if (nodes.length === 0 || !nodes.every((position) => vouched.includes(position)))
      throw notNow(round.number, 'this node does not vouch for them');
    return this.#sign(serializeEvidenceMessage(this.passedMessage(now, nodes)));
  }

  async #requireJournal(round: number): Promise<void> {
    if (await this.#parts.journal.covers(round)) return;
    throw notNow(round, 'this node has no journal of it, and so signs nothing');
  }

  /** The same statement is asked for again and again. */
  #sign(message: Uint8Array): Statement {
    const key = hex(message);
    const signature = this.#signed.get(key) ?? signMessage(this.#parts.secretKey, message);
    if (this.#signed.size >= MAX_REMEMBERED) this.#signed.clear();
    this.#signed.set(key, signature);
    return { message, signature };
  }
}

/** The refusal of what is asked about a round at the wrong time. */
export function notNow(round: number, why: string): ServiceError {
  return new ServiceError({
    status: 'FAILED_PRECONDITION',
    reason: 'NO_SUCH_ROUND',
    message: `round ${round} of storage challenges: ${why}`,
  });
}
