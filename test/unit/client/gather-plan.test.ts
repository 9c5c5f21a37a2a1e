import { GatherPlan, type AttemptEnd, type GatherItem, type GatherRules } from '@haulout/sdk/nodes';
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';

const SEED = 20_261_121;
const rules = (over: Partial<GatherRules> = {}): GatherRules => ({
  goal: 3,
  concurrency: 8,
  eager: false,
  hedgeAfterMs: 100,
  maxHedges: 2,
  doubtAfterMs: 400,
  maxAttempts: 2,
  backoffMs: 50,
  maxBackoffMs: 200,
  graceMs: 0,
  graceShare: 0,
  ...over,
});
const onePerNode = (count: number): GatherItem[] =>
  Array.from({ length: count }, (_, node) => ({ node, weight: 1 }));

describe('R10: a gathering asks for what it needs and no more', () => {
  it('starts exactly as many items as the goal needs', () => {
    const plan = new GatherPlan(onePerNode(10), rules());
    assert.deepEqual(plan.next(0).start, [0, 1, 2]);
    assert.deepEqual(plan.next(1).start, []);
  });

  it('starts everything when eager, within the bound', () => {
    const plan = new GatherPlan(onePerNode(10), rules({ eager: true, concurrency: 4 }));
    assert.deepEqual(plan.next(0).start, [0, 1, 2, 3]);
    plan.end(1, 'delivered', 1);
    assert.deepEqual(plan.next(1).start, [4]);
  });

  it('replaces a failed item at once', () => {
    const plan = new GatherPlan(onePerNode(10), rules());
    plan.next(0);
    plan.end(1, 'never', 5);
    assert.deepEqual(plan.next(5).start, [3]);
  });

  it('ends at the goal, and lets items in flight deliver only for the grace time', () => {
    const strict = new GatherPlan(onePerNode(5), rules({ goal: 1, eager: true }));
    strict.next(0);
    strict.end(0, 'delivered', 10);
    assert.equal(strict.next(10).verdict, 'reached');

    const kind = new GatherPlan(onePerNode(5), rules({ goal: 1, eager: true, graceMs: 30 }));
    kind.next(0);
    kind.end(0, 'delivered', 10);
    assert.deepEqual(kind.next(10), { start: [], wakeAt: 40, verdict: 'running' });
    assert.equal(kind.next(40).verdict, 'reached');

    const patient = new GatherPlan(
      onePerNode(5),
      rules({ goal: 1, eager: true, graceMs: 30, graceShare: 0.5 }),
    );
    patient.next(1000);
    patient.end(0, 'delivered', 1200);
    assert.equal(patient.next(1200).wakeAt, 1300);
  });

  it('says at once when the goal is out of reach', () => {
    const plan = new GatherPlan(onePerNode(3), rules());
    plan.next(0);
    plan.end(2, 'never', 1);
    assert.deepEqual(plan.next(1), { start: [], wakeAt: undefined, verdict: 'unreachable' });
  });

  it('asks for nothing when nothing is needed', () => {
    const plan = new GatherPlan(onePerNode(3), rules({ goal: 0, eager: true }));
    assert.deepEqual(plan.next(0), { start: [], wakeAt: undefined, verdict: 'reached' });
  });

  it('gives no grace when nothing is in flight', () => {
    const plan = new GatherPlan(onePerNode(5), rules({ goal: 1, graceMs: 30 }));
    plan.next(0);
    plan.end(0, 'delivered', 10);
    assert.deepEqual(plan.next(10), { start: [], wakeAt: undefined, verdict: 'reached' });
  });

  it('counts an item once, and only one that was asked for', () => {
    const plan = new GatherPlan(onePerNode(5), rules());
    plan.next(0);
    plan.end(4, 'delivered', 1);
    plan.end(9, 'delivered', 1);
    assert.equal(plan.delivered, 0);
    plan.end(0, 'delivered', 1);
    plan.end(0, 'delivered', 2);
    plan.end(0, 'never', 2);
    assert.equal(plan.delivered, 1);
  });
});

describe('R10: a gathering never waits for one node', () => {
  it('hedges a slow item with another one, and counts the slow one when it comes after all', () => {
    const plan = new GatherPlan(onePerNode(10), rules());
    const first = plan.next(0);
    assert.equal(first.wakeAt, 100);
    plan.end(0, 'delivered', 20);
    plan.end(1, 'delivered', 20);
    assert.deepEqual(plan.next(100).start, [3]);
    plan.end(2, 'delivered', 101);
    assert.equal(plan.next(101).verdict, 'reached');
  });

  it('doubts at most maxHedges items early, and all of them later', () => {
    const plan = new GatherPlan(onePerNode(10), rules());
    assert.equal(plan.next(0).start.length, 3);
    assert.equal(plan.next(100).start.length, 2);
    assert.equal(plan.next(200).start.length, 0);
    assert.equal(plan.next(400).start.length, 1, 'of the first three, the third is given up only now');
  });

  it('wakes up to doubt all of them, when no more may be hedged', () => {
    const plan = new GatherPlan(onePerNode(10), rules({ maxHedges: 0 }));
    assert.equal(plan.next(0).wakeAt, 100);
    assert.deepEqual(plan.next(100), { start: [], wakeAt: 400, verdict: 'running' });
    assert.deepEqual(plan.next(400).start, [3, 4, 5]);
  });

  it('doubts the item first that has been out for longest', () => {
    const [light, heavy] = [
      { node: 0, weight: 1 },
      { node: 1, weight: 2 },
    ];
    const plan = new GatherPlan([light, light, heavy, light, light], rules({ maxHedges: 1 }));
    assert.deepEqual(plan.next(0).start, [0, 2]);
    plan.end(0, 'never', 40);
    assert.deepEqual(plan.next(40).start, [1]);
    assert.deepEqual(plan.next(150).start, [3, 4], 'the heavy one is replaced, not the one begun after it');
  });

  it('takes items of proven nodes before those of nodes that failed or hang', () => {
    const items = [0, 0, 0, 1, 1, 2, 2].map((node) => ({ node, weight: 1 }));
    const plan = new GatherPlan(items, rules({ goal: 2, concurrency: 2 }));
    assert.deepEqual(plan.next(0).start, [0, 3], 'one item of each node first');
    plan.end(0, 'never', 1);
    assert.deepEqual(plan.next(1).start, [5]);
    plan.end(3, 'delivered', 2);
    plan.end(5, 'never', 2);
    assert.deepEqual(plan.next(2).start, [4]);
  });

  it('takes an item never tried before one that failed, even of a node with more failures', () => {
    const items = [0, 1, 1, 1].map((node) => ({ node, weight: 1 }));
    const plan = new GatherPlan(items, rules({ goal: 1, concurrency: 1 }));
    assert.deepEqual(plan.next(0).start, [0]);
    plan.end(0, 'again', 0);
    for (const index of [1, 2]) {
      assert.deepEqual(plan.next(0).start, [index]);
      plan.end(index, 'never', 0);
    }
    assert.deepEqual(plan.next(50).start, [3]);
  });

  it('repeats a passing failure after a back-off that doubles up to its limit', () => {
    const plan = new GatherPlan(onePerNode(1), rules({ goal: 1, maxAttempts: 5 }));
    let now = 0;
    for (const wait of [50, 100, 200, 200]) {
      assert.deepEqual(plan.next(now).start, [0]);
      plan.end(0, 'again', now);
      const { start, wakeAt, verdict } = plan.next(now);
      assert.deepEqual({ start, wakeAt, verdict }, { start: [], wakeAt: now + wait, verdict: 'running' });
      now += wait;
    }
    plan.next(now);
    plan.end(0, 'again', now);
    assert.equal(plan.next(now).verdict, 'unreachable');
  });

  it('begins no attempt when the time for repetitions is over', () => {
    const plan = new GatherPlan(onePerNode(1), rules({ goal: 1, maxAttempts: 9, retryForMs: 1_000 }));
    plan.next(0);
    plan.end(0, 'again', 940);
    assert.equal(plan.next(940).wakeAt, 990);
    assert.deepEqual(plan.next(990).start, [0]);
    plan.end(0, 'again', 991);
    assert.equal(plan.next(991).verdict, 'unreachable');
  });
});

/** How an adversary lets an item behave: what each attempt ends in, and after how long. */
interface Behaviour {
  readonly ends: readonly { readonly end: AttemptEnd; readonly after: number }[];
}
const DEADLINE = 1000;
const arbitraryEnd = fc.record({
  end: fc.constantFrom<AttemptEnd>('delivered', 'delivered', 'again', 'never'),
  after: fc.oneof(
    fc.integer({ min: 0, max: 90 }),
    fc.integer({ min: 90, max: DEADLINE }),
    fc.constant(DEADLINE),
  ),
});
const arbitraryRun = fc
  .record({
    nodes: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
    goalShare: fc.double({ min: 0.05, max: 1.1, noNaN: true }),
    concurrency: fc.integer({ min: 1, max: 50 }),
    eager: fc.boolean(),
    maxHedges: fc.integer({ min: 0, max: 20 }),
    maxAttempts: fc.integer({ min: 1, max: 3 }),
    graceMs: fc.constantFrom(0, 75),
  })
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      weights: fc.array(fc.integer({ min: 1, max: 5 }), {
        minLength: shape.nodes.length,
        maxLength: shape.nodes.length,
      }),
      behaviours: fc.array(
        fc.record({
          ends: fc.array(arbitraryEnd, { minLength: shape.maxAttempts, maxLength: shape.maxAttempts }),
        }),
        { minLength: shape.nodes.length, maxLength: shape.nodes.length },
      ),
    }),
  );

/** Plays a schedule against the plan in virtual time and watches its promises at every step. */
function play(items: readonly GatherItem[], rule: GatherRules, behaviours: readonly Behaviour[]) {
  const plan = new GatherPlan(items, rule);
  const attempts = items.map(() => 0);
  const running = new Map<number, { endsAt: number; end: AttemptEnd; startedAt: number }>();
  let now = 0;
  for (let steps = 0; steps < 10_000; steps++) {
    const { start, wakeAt, verdict } = plan.next(now);
    if (verdict !== 'running') return { verdict, now, attempts, delivered: plan.delivered };
    for (const index of start) {
      assert.equal(running.has(index), false, 'an item is asked for once at a time');
      const behaviour = behaviours[index]!.ends[attempts[index]!++]!;
      running.set(index, { startedAt: now, endsAt: now + behaviour.after, end: behaviour.end });
    }
    assert.deepEqual(plan.next(now).start, [], 'asking twice starts nothing more');
    const young = [...running.values()].filter(({ startedAt }) => now - startedAt < rule.hedgeAfterMs);
    assert.ok(young.length <= rule.concurrency, 'fresh items stay within the bound');
    const believed = [...running.values()].filter(({ startedAt }) => now - startedAt < rule.doubtAfterMs);
    assert.ok(believed.length <= rule.concurrency + rule.maxHedges, 'hedges stay within their bound');

    const nextEnd = Math.min(...[...running.values()].map(({ endsAt }) => endsAt));
    now = Math.min(nextEnd, wakeAt ?? Number.POSITIVE_INFINITY);
    assert.ok(Number.isFinite(now), 'a running gathering always has something to wait for');
    for (const [index, { endsAt, end }] of [...running]) {
      if (endsAt > now) continue;
      running.delete(index);
      plan.end(index, end, now);
    }
  }
  throw new Error('the gathering does not end');
}

describe('a gathering against any schedule of answers', () => {
  it('reaches its goal exactly when enough items can ever be delivered, and always ends', () => {
    fc.assert(
      fc.property(arbitraryRun, ({ shape, weights, behaviours }) => {
        const items = shape.nodes.map((node, index) => ({ node, weight: weights[index]! }));
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const goal = Math.max(1, Math.round(total * shape.goalShare));
        const deliverable = items.reduce((sum, { weight }, index) => {
          const decisive = behaviours[index]!.ends.find(({ end }) => end !== 'again');
          return decisive?.end === 'delivered' ? sum + weight : sum;
        }, 0);
        const result = play(items, rules({ ...shape, goal }), behaviours);
        assert.equal(result.verdict, deliverable >= goal ? 'reached' : 'unreachable');
        if (result.verdict === 'reached') assert.ok(result.delivered >= goal);
        assert.ok(result.attempts.every((count) => count <= shape.maxAttempts));
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  it('costs hedge delays, never a deadline, when any f of 3f + 1 hang, and asks for no more than it must', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }).chain((f) =>
          fc.record({
            f: fc.constant(f),
            hanging: fc.uniqueArray(fc.integer({ min: 0, max: 3 * f }), { maxLength: f }),
          }),
        ),
        ({ f, hanging }) => {
          const behaviours = onePerNode(3 * f + 1).map((_, index) => ({
            ends: [
              {
                end: hanging.includes(index) ? ('never' as const) : ('delivered' as const),
                after: hanging.includes(index) ? DEADLINE : 20,
              },
            ],
          }));
          const result = play(
            onePerNode(3 * f + 1),
            rules({ goal: f + 1, concurrency: f + 1, maxHedges: f, maxAttempts: 1 }),
            behaviours,
          );
          assert.equal(result.verdict, 'reached');
          assert.ok(
            result.now <= 20 + 100 * (hanging.length > 0 ? hanging.length : 0),
            `took ${result.now} ms`,
          );
          const asked = result.attempts.reduce((sum, count) => sum + count, 0);
          assert.ok(asked <= f + 1 + hanging.length, `${asked} requests for ${f + 1} slivers`);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});
