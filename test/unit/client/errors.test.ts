import assert from 'node:assert/strict';
import { test } from 'vitest';
import * as client from '@haulout/sdk/client';

test('every error names itself as its class, in a way that survives minifiers', () => {
  const classes = Object.values(client).filter(
    (value): value is typeof client.HauloutError =>
      typeof value === 'function' && value.prototype instanceof client.HauloutError,
  );
  const thrown = classes.filter((value) => value !== (client.NodesError as unknown));
  assert.ok(thrown.length >= 15);
  for (const value of thrown) {
    // Constructors take what they write about; nothing is enough for all of them, as lists are iterated.
    const Thrown = value as unknown as new (...args: unknown[]) => client.HauloutError;
    const error = new Thrown('', [], [], []);
    assert.equal(error.name, value.name);
    class Minified extends Thrown {}
    assert.equal(new Minified('', [], [], []).name, value.name);
  }
});
