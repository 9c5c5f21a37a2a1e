/** An app may have two copies of the SDK, as when its packages need different versions. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import * as ours from '@haulout/sdk/base';

/** The same module, loaded once more: its classes are others. */
const { href } = new URL('../../../sdk/dist/base/errors.js?copy', import.meta.url);
const copy = (await import(/* @vite-ignore */ href)) as typeof ours;

describe('isHauloutError', () => {
  const theirs = new copy.InvalidArgument('no epochs', { epochs: 0 });

  it('knows the errors of another copy, which instanceof does not', () => {
    assert.notEqual(copy.HauloutError, ours.HauloutError);
    assert.ok(!(theirs instanceof ours.HauloutError));
    assert.ok(ours.isHauloutError(theirs));
    assert.ok(ours.isHauloutError(theirs, 'INVALID_ARGUMENT'));
    assert.ok(!ours.isHauloutError(theirs, 'BLOB_EXPIRED'));
    assert.ok(copy.isHauloutError(new ours.InvalidArgument('no epochs'), 'INVALID_ARGUMENT'));
  });

  it('knows classes that a copy derives from it', () => {
    class Derived extends copy.HauloutError {}
    assert.ok(ours.isHauloutError(new Derived({ code: 'DERIVED', message: 'derived' }), 'DERIVED'));
  });

  it('knows no other errors, whatever code they have', () => {
    const others = [
      new Error('no'),
      Object.assign(new Error('no'), { code: 'INVALID_ARGUMENT' }),
      { code: 'INVALID_ARGUMENT', message: 'no' },
      theirs.toJSON(),
      'INVALID_ARGUMENT',
      undefined,
      null,
    ];
    for (const other of others) assert.ok(!ours.isHauloutError(other, 'INVALID_ARGUMENT'));
  });
});
