/** Whoever waits for the compiler is told what it does. */
import assert from 'node:assert/strict';
import { it } from 'vitest';
import { stepText } from '../../../cli/src/network/step-text.js';
import { textOf } from '../../../cli/src/demo/event-text.js';

it('a package that is compiled is named, with its place among all, and how long it took', () => {
  const place = { package: 'walrus', index: 3, count: 4 } as const;
  const begin = { kind: 'compiling', ...place } as const;
  const end = { kind: 'compiled', ...place, ms: 7_349 } as const;
  assert.equal(stepText(begin), 'compiling the Move package walrus (3 of 4) ...');
  assert.equal(stepText(end), 'compiled the Move package walrus in 7.3 s');
  assert.equal(textOf(end), `compiler   ${stepText(end)}`);
});
