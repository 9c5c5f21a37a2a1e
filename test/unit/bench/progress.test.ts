/** Benches take minutes: whoever waits sees how far they are. */
import assert from 'node:assert/strict';
import { it } from 'vitest';
import { Progress } from '../../../scripts/bench/progress.js';

it('a bench says each of its steps by number, of how many, and how long it has run', () => {
  const lines: string[] = [];
  let time = 1_000;
  const progress = new Progress('store', { write: (line) => lines.push(line), now: () => time });
  progress.expect(2);
  progress.step('1 MiB');
  time += 61_400;
  progress.step('32 MiB');
  progress.expect(1);
  progress.step('200 MiB');
  assert.deepEqual(lines, [
    'store: 1 of 2, 0 s: 1 MiB',
    'store: 2 of 2, 61 s: 32 MiB',
    'store: 3 of 3, 61 s: 200 MiB',
  ]);
});
