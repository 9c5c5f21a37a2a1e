import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { buildForOurVm, functionsOf, readSources, runOnOurVm, runOnRealVm } from '../../support/both-vms.js';

const seed = 20260;
const functions = 120;

describe('random integer expressions', () => {
  it(`have the same value, or the same failure, on both machines (${functions} expressions, seed ${seed})`, async () => {
    const random = generator(seed);
    const { 'Move.toml': manifest, 'sources/log.move': log } = readSources(
      new URL('./move', import.meta.url).pathname,
    );
    const bodies = Array.from({ length: functions }, (_, i) => {
      const width = pick(random, widths);
      // Half of them are shown, half stand alone so that failing is an outcome too.
      const expression = expressionOf(random, width, 5);
      return [
        `public fun case_${i}(): vector<u8> {`,
        `    let mut log = log::new();`,
        `    log.take(${expression});`,
        `    log.finish()`,
        `}`,
      ].join('\n');
    });
    const source = `module conformance::random;\n\nuse conformance::log::{Self, opaque};\n\n${bodies.join('\n\n')}\n`;
    const files = { 'Move.toml': manifest!, 'sources/log.move': log!, 'sources/random.move': source };
    const vm = await buildForOurVm(files);
    const ours = new Map(functionsOf(files).map((name) => [name, runOnOurVm(vm, name)]));
    const real = await runOnRealVm(files, ours);
    assert.equal(real.size, functions);
    const results = new Set([...ours.values()].map(({ result }) => result.split(' ')[0]));
    assert.deepEqual([...results].sort(), ['ARITHMETIC_ERROR', 'digest'], 'both outcomes occur');
    for (const [name, outcome] of ours) {
      assert.deepEqual(outcome, real.get(name), bodies[Number(name.split('case_')[1])]);
    }
  });
});

type Random = () => number;

const widths = [8, 16, 32, 64, 128, 256] as const;
type Width = (typeof widths)[number];

/** An expression of type `u<width>`. */
function expressionOf(random: Random, width: Width, depth: number): string {
  if (depth === 0 || random() < 0.1) return `opaque(${integerOf(random, width)}u${width})`;
  const sub = (): string => expressionOf(random, width, depth - 1);
  const kind = random();
  if (kind < 0.15) {
    // Mostly amounts below the width, so that expressions get far before they fail.
    const amount = Math.floor(random() * (random() < 0.95 ? width : 256)) % 256;
    return `(${sub()} ${random() < 0.5 ? '<<' : '>>'} opaque(${amount}u8))`;
  }
  if (kind < 0.3) {
    const other = pick(random, widths);
    const inner = expressionOf(random, other, depth - 1);
    // A narrowing cast usually follows a mask that makes it succeed.
    if (other > width && random() < 0.9) return `((${inner} & ${(1n << BigInt(width)) - 1n}) as u${width})`;
    return `(${inner} as u${width})`;
  }
  if (kind < 0.4)
    return `(if (${sub()} ${pick(random, ['<', '>', '<=', '>=', '==', '!='])} ${sub()}) ${sub()} else ${sub()})`;
  if (kind < 0.5) return `(${sub()} / (${sub()} | 1))`;
  if (kind < 0.6) return `(${sub()} % (${sub()} | 1))`;
  if (kind < 0.75) return `(${sub()} ${pick(random, ['&', '|', '^'])} ${sub()})`;
  // Halves first, so that sums and products fit about as often as not.
  const half = width / 2;
  if (kind < 0.85) return `((${sub()} >> 1) + (${sub()} >> 1))`;
  if (kind < 0.93) return `((${sub()} >> ${half}) * (${sub()} >> ${half}))`;
  return `(${sub()} ${pick(random, ['+', '-', '*', '/', '%'])} ${sub()})`;
}

/** An integer of a width: small, at an edge of something, or anything. */
function integerOf(random: Random, width: Width): bigint {
  const max = (1n << BigInt(width)) - 1n;
  const kind = random();
  if (kind < 0.3) return BigInt(Math.floor(random() * 5));
  if (kind < 0.6) {
    const edge = 1n << BigInt(Math.floor(random() * width));
    return (edge + BigInt(Math.floor(random() * 3)) - 1n) & max;
  }
  let value = 0n;
  for (let bits = 0; bits < width; bits += 8) value = (value << 8n) | BigInt(Math.floor(random() * 256));
  return value & max;
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

/** A repeatable stream of numbers in [0, 1): mulberry32. */
function generator(from: number): Random {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
