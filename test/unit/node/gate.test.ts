/** R16: how a node keeps readers waiting while a round is open. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'vitest';
import type { EvidenceState } from '@haulout/sdk/chain';
import { Gate, type Answer } from '../../../node/src/challenges/gate.js';
import { settle, VirtualTimers } from '../../support/virtual-timers.js';

class PaperAnswer extends EventEmitter implements Answer {
  destroyed = false;
  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

/** A gate that has closed for round 1, on a chain that says so until it is told otherwise. */
function closedGate() {
  const timers = new VirtualTimers();
  const chain = { isOver: false, isReachable: true, looks: 0, delay: undefined as Promise<void> | undefined };
  const gate = new Gate(async () => {
    chain.looks++;
    await chain.delay;
    if (!chain.isReachable) throw new Error('the chain cannot be reached');
    // The chain knows the round before it is told, and has none when it is over.
    return { round: undefined, rounds: chain.isOver ? 1 : 0 } as EvidenceState;
  }, timers);
  gate.close(1);
  return { gate, timers, chain };
}

/** What becomes of a request. */
function asked(gate: Gate, isKept: boolean, answer: PaperAnswer = new PaperAnswer()) {
  const outcome = { passed: false, refused: undefined as unknown };
  void gate.pass(answer, isKept).then(
    () => (outcome.passed = true),
    (error: unknown) => (outcome.refused = error),
  );
  return outcome;
}

const code = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

describe('R16: a reader at a gate that is closed', () => {
  it('R16: is refused at once if it understands why', async () => {
    const { gate } = closedGate();
    const outcome = asked(gate, false);
    await settle();
    assert.equal(code(outcome.refused), 'CHALLENGE_IN_PROGRESS');
  });

  it('R16: else goes on when the gate opens, though nobody comes by', async () => {
    const { gate, timers, chain } = closedGate();
    const outcomes = Array.from({ length: 20 }, () => asked(gate, true));
    for (let i = 0; i < 6; i++) await timers.tick();
    assert.ok(outcomes.every(({ passed, refused }) => !passed && refused === undefined));
    assert.ok(chain.looks < 20, 'all requests share a look');
    chain.isReachable = false;
    for (let i = 0; i < 3; i++) await timers.tick();
    chain.isReachable = true;
    chain.isOver = true;
    await timers.tick();
    assert.ok(outcomes.every(({ passed }) => passed));
    // Nothing is left behind.
    await timers.tick();
    assert.equal(timers.pending, 0);
  });

  it('R16: is refused after 25 seconds, before it gives the node up', async () => {
    const { gate, timers } = closedGate();
    const outcome = asked(gate, true);
    await settle();
    while (outcome.refused === undefined) {
      assert.ok(timers.now() < 30_000);
      await timers.tick();
    }
    assert.equal(code(outcome.refused), 'CHALLENGE_IN_PROGRESS');
    assert.equal(timers.now(), 25_000);
  });

  it('R16: takes no more than 512 places, and gives its place back when it goes', async () => {
    const { gate, chain } = closedGate();
    const first = new PaperAnswer();
    const gone = asked(gate, true, first);
    const others = Array.from({ length: 511 }, () => asked(gate, true));
    await settle();
    const late = asked(gate, true);
    await settle();
    assert.equal(code(late.refused), 'CHALLENGE_IN_PROGRESS');
    first.destroy();
    const next = asked(gate, true);
    await settle();
    assert.equal(code(gone.refused), 'CHALLENGE_IN_PROGRESS');
    assert.equal(next.refused, undefined);
    chain.isOver = true;
    await gate.look();
    await settle();
    assert.ok([...others, next].every(({ passed }) => passed));
  });

  it('R16: goes on when the gate opens, also if it came when the last one before it went', async () => {
    const { gate, timers, chain } = closedGate();
    const first = new PaperAnswer();
    asked(gate, true, first);
    await settle();
    // A look that the second request has begun, and for which the node waits as well.
    let answerIt = (): void => {};
    chain.delay = new Promise((resolve) => (answerIt = resolve));
    const second = asked(gate, true);
    await timers.tick();
    first.destroy();
    chain.delay = undefined;
    answerIt();
    await settle();
    chain.isOver = true;
    await timers.tick();
    assert.ok(second.passed);
    assert.ok(timers.now() < 25_000);
  });

  it('R16: is refused within 30 seconds also when the full node never answers', async () => {
    const { gate, timers, chain } = closedGate();
    chain.delay = new Promise(() => {});
    const [refused, kept] = [asked(gate, false), asked(gate, true)];
    while (kept.refused === undefined && (await timers.tick())) if (timers.now() > 30_000) break;
    assert.equal(code(refused.refused), 'CHALLENGE_IN_PROGRESS');
    assert.equal(code(kept.refused), 'CHALLENGE_IN_PROGRESS');
    assert.ok(timers.now() <= 25_000);
    // It is asked anew, and opens when it can be read.
    chain.delay = undefined;
    chain.isOver = true;
    const later = asked(gate, true);
    while (!later.passed && (await timers.tick())) if (timers.now() > 35_000) break;
    assert.ok(later.passed);
  });

  it('R16: takes no place when it has gone before it is kept, nor when it has passed', async () => {
    const { gate, timers, chain } = closedGate();
    const gone = Array.from({ length: 512 }, () => new PaperAnswer());
    for (const answer of gone) {
      asked(gate, true, answer);
      answer.destroy();
    }
    await settle();
    const next = asked(gate, true);
    await settle();
    assert.equal(next.refused, undefined);
    chain.isOver = true;
    await timers.tick();
    assert.ok(next.passed);
  });

  it('R16: does not keep a node from stopping', async () => {
    const { gate, timers, chain } = closedGate();
    const outcomes = [asked(gate, true), asked(gate, true)];
    await settle();
    gate.stop();
    outcomes.push(asked(gate, true));
    await settle();
    assert.ok(outcomes.every(({ refused }) => code(refused) === 'CHALLENGE_IN_PROGRESS'));
    const { looks } = chain;
    while (await timers.tick());
    assert.equal(chain.looks, looks, 'nobody looks for those who are not there');
  });

  it('R16: that passed is cut off when the next round opens', async () => {
    const { gate, chain } = closedGate();
    chain.isOver = true;
    const answer = new PaperAnswer();
    const outcome = asked(gate, false, answer);
    await settle();
    assert.ok(outcome.passed && !answer.destroyed);
    gate.close(2);
    assert.ok(answer.destroyed);
  });
});
