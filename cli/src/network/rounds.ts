/**
 * Rounds of storage challenges in a test network whose time is moved by hand, step by step: each step moves the
 * chain's clock as far as it takes, and lets nodes and operators do what is due.
 */
import { readEvidenceState, type EvidenceState, type RoundState } from '@haulout/sdk/chain';
import { lastSlot, latestOpen, roundLengths, slotAt, slotStart } from '@haulout/sdk/evidence';
import { timesOfRound } from '@haulout/sdk/operator';
import type { Network } from './network.js';
import type { NetworkNode } from './network-node.js';
import { operatorOf } from './operators.js';

/** Parts of a time in which nodes look at the chain once. */
const PARTS = 32;

/** The parts of a network that its rounds take. */
export type RoundParts = Pick<Network, 'devnet' | 'deployment' | 'nodes'>;

/** The steps of rounds in a test network. */
export class RoundSteps {
  readonly #network: RoundParts;

  constructor(network: RoundParts) {
    this.#network = network;
  }

  /** What the judges know now. */
  state(): Promise<EvidenceState> {
    const { devnet, deployment } = this.#network;
    return readEvidenceState(devnet.client, deployment.evidenceObjectId);
  }

  /**
   * A round opens; blobs that are certified before are in its set. An epoch without a round gets one in its
   * last slots, and others come by chance.
   *
   * @throws when the epoch has no time for a round any more
   */
  async open(): Promise<RoundState> {
    this.#advance((await this.state()).stepMs);
    await this.#operate();
    const { epochTimes } = await this.#term();
    const { slot: slotMs } = roundLengths(epochTimes);
    // What is certified now has been so for long enough eight slots after this attempt.
    const settled = slotAt(epochTimes, (await this.state()).nowMs) + 8;
    for (let slot = settled; ; slot++) {
      const { slots, nowMs } = await this.state();
      const wanted = slots.hadRound ? slot : Math.max(slot, lastSlot(epochTimes));
      const at = slotStart(epochTimes, wanted) + Math.floor(slotMs / 2);
      if (at > latestOpen(epochTimes)) throw new Error('there is no time for a round any more in this epoch');
      this.#advance(at - nowMs);
      await this.#operate();
      const { round } = await this.state();
      if (round?.phase.kind === 'opened') return round;
    }
  }

  /** Nodes say which set they have, until a quorum has the same. */
  ready(): Promise<RoundState> {
    return this.#run(
      ({ kind }) => kind === 'opened',
      async () => {
        const { times, evidence } = await this.#round();
        return { untilMs: times.readyUntilMs, byMs: evidence.stepMs / 4 };
      },
    );
  }

  /** The seed is drawn. */
  async draw(): Promise<RoundState> {
    const { times, evidence } = await this.#round();
    this.#advance(times.drawFromMs! + evidence.stepMs - evidence.nowMs);
    await this.#operate();
    return (await this.#round()).round;
  }

  /** Nodes post the roots of their answers. */
  async answer(): Promise<RoundState> {
    await this.#look();
    return (await this.#round()).round;
  }

  /** The time for answers passes: nodes show them, and check each other, until all have passed. */
  async judge(): Promise<RoundState> {
    const { times, evidence } = await this.#round();
    this.#advance(times.answerUntilMs! + evidence.stepMs - evidence.nowMs);
    const part = Math.ceil((times.deadlineMs! - times.answerUntilMs!) / PARTS);
    return this.#run(
      ({ kind }) => kind === 'drawn',
      async () => ({ untilMs: times.deadlineMs!, byMs: part }),
    );
  }

  /** Verdicts are decided, after the deadline if need be, and rewards and penalties follow. */
  async settle(): Promise<RoundState> {
    const { times, round, evidence } = await this.#round();
    if (round.phase.kind === 'drawn') {
      this.#advance(times.deadlineMs! + evidence.stepMs + 1 - evidence.nowMs);
      await this.#operate();
    }
    return (await this.#round()).round;
  }

  /** A whole round. */
  async whole(): Promise<RoundState> {
    await this.open();
    await this.ready();
    await this.draw();
    await this.answer();
    await this.judge();
    return this.settle();
  }

  /** All nodes look at the round, and do what is due. */
  async #look(): Promise<void> {
    for (const node of this.#running()) await node.challenges.run();
  }

  /** All operators do what is due, until nothing is. */
  async #operate(): Promise<void> {
    for (let isBusy = true; isBusy;) {
      isBusy = false;
      for (const node of this.#running()) {
        for (const { kind, error } of await operatorOf(this.#network, node).tick()) {
          if (kind === 'failed') throw error;
          if (kind === 'done') isBusy = true;
        }
      }
    }
  }

  /** Lets nodes and operators look again and again while a phase lasts. */
  async #run(
    lasts: (phase: RoundState['phase']) => boolean,
    pace: () => Promise<{ readonly untilMs: number; readonly byMs: number }>,
  ): Promise<RoundState> {
    for (;;) {
      await this.#look();
      await this.#operate();
      const { round, evidence } = await this.#round();
      const { untilMs, byMs } = await pace();
      if (!lasts(round.phase) || evidence.nowMs + byMs > untilMs) return round;
      this.#advance(byMs);
    }
  }

  async #round() {
    const evidence = await this.state();
    const { round } = evidence;
    if (round === undefined) throw new Error('no round has opened in this epoch');
    return { evidence, round, times: timesOfRound(evidence, round) };
  }

  async #term() {
    const { term, stepMs } = await this.state();
    if (term === undefined) throw new Error('the judges know no epoch yet');
    return { term, epochTimes: { doneMs: term.doneMs, durationMs: term.durationMs, stepMs } };
  }

  #running(): readonly NetworkNode[] {
    return this.#network.nodes.filter(({ isRunning }) => isRunning);
  }

  #advance(ms: number): void {
    if (ms > 0) this.#network.devnet.advanceClock(Math.ceil(ms));
  }
}
