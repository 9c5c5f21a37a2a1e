/**
 * Rounds of storage challenges in a test network whose time is moved by hand, step by step: each step moves
 * the chain's clock as far as it takes, and lets nodes and operators do what is due.
 */
import { readEvidenceState, readStakingState, type EvidenceState, type RoundState } from '@haulout/sdk/chain';
import { lastSlot, latestOpen, roundLengths, slotAt, slotStart } from '@haulout/sdk/evidence';
import { timesOfRound } from '@haulout/sdk/operator';
import type { NetworkNode } from './network-node.js';
import { operatorOf } from './operators.js';
import type { DeployedChain } from './registration.js';

/** Parts of a time in which nodes look at the chain once. */
const PARTS = 12;

/** The parts of a network that its rounds take. */
export interface RoundParts extends DeployedChain {
  /** All nodes; those that do not run are passed over. */
  readonly nodes: readonly NetworkNode[];
}

/** The steps of a round, in their order. */
export type RoundStep = 'open' | 'ready' | 'seed' | 'answers' | 'verdicts';

/** How far a round has come. */
export interface RoundProgress {
  /** The step. */
  readonly step: RoundStep;
  /** The round, as the chain has it. */
  readonly round: RoundState;
  /** Whether the step is done; `verdicts`, which takes longest, tells of itself before that too. */
  readonly isDone: boolean;
  /** Nodes that have looked at the others' answers, while not all have. */
  readonly checked?: number | undefined;
}

/** Told how far a round has come. */
export type OnRoundProgress = (progress: RoundProgress) => void;

/** So many nodes check answers, or so many parts of the time for it pass, between one report and the next. */
const NODES_PER_REPORT = 5;
const PARTS_PER_REPORT = 4;

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
   * Lets an eighth of an epoch pass after an attempt to open a round: what is certified now is in the sets of
   * all rounds that open later. If that attempt opens a round by chance, it runs its course.
   *
   * @throws when there is no time for an attempt any more in this epoch
   */
  async include(): Promise<void> {
    const { epoch } = await this.#epoch();
    const { stepMs, nowMs } = await this.state();
    this.#advance(stepMs);
    await this.#operate();
    const { term, slots } = await this.state();
    const { epochTimes } = await this.#term();
    if (term!.epoch !== epoch || slots.next <= slotAt(epochTimes, nowMs))
      throw new Error('there is no time for an attempt any more in this epoch');
    if ((await this.state()).round?.phase.kind === 'opened') await this.#finish();
    this.#advance(8 * roundLengths(epochTimes).slot);
  }

  /**
   * A round opens: in the last slot of the epoch for certain, unless it has had one; others come by chance.
   *
   * @throws when the epoch has no time for a round any more
   */
  async open(): Promise<RoundState> {
    const { epoch, phase, epochDurationMs } = await this.#epoch();
    if (phase.kind === 'EpochChangeSync') throw new Error(`the change to epoch ${epoch} is not done`);
    for (;;) {
      const { term, slots, nowMs, stepMs } = await this.state();
      const isNew = term?.epoch !== epoch;
      const durationMs = Number(epochDurationMs);
      // Before the judges know of the epoch they cannot tell when it began.
      const doneMs = isNew && phase.kind === 'EpochChangeDone' ? Number(phase.atMs) : (term?.doneMs ?? nowMs);
      const epochTimes = { doneMs, durationMs, stepMs };
      const isCertain = isNew || !slots.hadRound;
      const wanted = isCertain ? lastSlot(epochTimes) : slotAt(epochTimes, nowMs) + 1;
      const at = slotStart(epochTimes, wanted) + Math.floor(roundLengths(epochTimes).slot / 2);
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
  async judge(onProgress?: OnRoundProgress): Promise<RoundState> {
    const { times, evidence, round: before } = await this.#round();
    this.#advance(times.answerUntilMs! + evidence.stepMs - evidence.nowMs);
    const part = Math.ceil((times.deadlineMs! - times.answerUntilMs!) / PARTS);
    const tell = (progress: Omit<RoundProgress, 'step' | 'isDone'>) =>
      onProgress?.({ step: 'verdicts', isDone: false, ...progress });
    let parts = 0;
    return this.#run(
      ({ kind }) => kind === 'drawn',
      async (round) => {
        if (++parts % PARTS_PER_REPORT === 0 && parts < PARTS) tell({ round });
        return { untilMs: times.deadlineMs!, byMs: part };
      },
      (looked) => {
        const isEnough = looked % NODES_PER_REPORT === 0 || looked === this.#running().length;
        if (parts === 0 && isEnough) tell({ round: before, checked: looked });
      },
    );
  }

  /** Verdicts are decided, after the deadline if need be, and rewards and penalties follow. */
  async settle(): Promise<RoundState> {
    const { times, round, evidence } = await this.#round();
    if (round.phase.kind === 'drawn') {
      this.#advance(times.deadlineMs! + evidence.stepMs + 1 - evidence.nowMs);
      await this.#operate();
    }
    if (round.members.some(({ accusations }) => accusations > 0)) {
      // Who is accused has so long to show that the blob is badly encoded.
      const { epochTimes } = await this.#term();
      this.#advance(roundLengths(epochTimes).acquit + evidence.stepMs);
      await this.#operate();
    }
    return (await this.#round()).round;
  }

  /** A whole round. */
  async whole(onProgress?: OnRoundProgress): Promise<RoundState> {
    const round = await this.open();
    onProgress?.({ step: 'open', isDone: true, round });
    return this.#finish(onProgress);
  }

  /** The rest of a round that has opened. */
  async #finish(onProgress?: OnRoundProgress): Promise<RoundState> {
    const done = (step: RoundStep, round: RoundState) => onProgress?.({ step, isDone: true, round });
    const ready = await this.ready();
    if (ready.phase.kind === 'empty' || ready.phase.kind === 'void') return (await this.#round()).round;
    done('ready', ready);
    done('seed', await this.draw());
    done('answers', await this.answer());
    done('verdicts', await this.judge(onProgress));
    return this.settle();
  }

  /** All nodes look at the round, and do what is due. */
  async #look(onLooked?: (nodes: number) => void): Promise<void> {
    for (const [index, node] of this.#running().entries()) {
      await node.challenges.run();
      onLooked?.(index + 1);
    }
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
    pace: (round: RoundState) => Promise<{ readonly untilMs: number; readonly byMs: number }>,
    onLooked?: (nodes: number) => void,
  ): Promise<RoundState> {
    for (;;) {
      await this.#look(onLooked);
      await this.#operate();
      const { round, evidence } = await this.#round();
      const { untilMs, byMs } = await pace(round);
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

  #epoch() {
    const { devnet, deployment } = this.#network;
    return readStakingState(devnet.client, deployment.stakingObjectId);
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
