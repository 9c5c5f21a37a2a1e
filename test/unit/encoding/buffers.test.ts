/** Memory that tasks travel in is used again, and what is kept has a bound. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { Buffers } from '../../../sdk/src/encoding/workers/buffers.js';

const MIB = 1 << 20;

describe('buffers of tasks', () => {
  it('are used again for tasks that fit, and not for much smaller ones', () => {
    const buffers = new Buffers();
    const large = buffers.take(8 * MIB);
    assert.equal(large.byteLength, 8 * MIB);
    buffers.give(large);
    assert.notEqual(buffers.take(MIB), large);
    assert.notEqual(buffers.take(9 * MIB), large);
    assert.equal(buffers.take(3 * MIB), large);
    assert.notEqual(buffers.take(3 * MIB), large, 'it has been taken');
  });

  it('are kept up to 32 MiB together when a work is over, the latest of them, until they are cleared', () => {
    const buffers = new Buffers();
    const all = Array.from({ length: 5 }, () => buffers.take(8 * MIB));
    all.forEach((buffer) => buffers.give(buffer));
    buffers.trim();
    const kept = Array.from({ length: 5 }, () => buffers.take(8 * MIB));
    assert.deepEqual(
      all.map((buffer) => kept.includes(buffer)),
      [false, true, true, true, true],
    );
    buffers.give(kept[0]!);
    buffers.clear();
    assert.notEqual(buffers.take(8 * MIB), kept[0]);
  });
});
