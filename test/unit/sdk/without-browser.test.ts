/** What the SDK does where a platform lacks what browsers and Node have, as React Native does. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { eitherSignal } from '../../../sdk/src/base/abort.js';
import { readBounded } from '../../../sdk/src/base/bounded-body.js';
import { code } from '../../support/encoded.js';

/** Runs without `AbortSignal.any`. */
function withoutAny<T>(run: () => T): T {
  const any = Object.getOwnPropertyDescriptor(AbortSignal, 'any')!;
  delete (AbortSignal as { any?: unknown }).any;
  try {
    return run();
  } finally {
    Object.defineProperty(AbortSignal, 'any', any);
  }
}

describe('one signal of two', () => {
  for (const [where, run] of [
    ['with `AbortSignal.any`', <T>(make: () => T) => make()],
    ['without it', withoutAny],
  ] as const) {
    it(`aborts with either, and with its reason, ${where}`, () => {
      for (const which of [0, 1]) {
        const both = [new AbortController(), new AbortController()] as const;
        const signal = run(() => eitherSignal(both[0].signal, both[1].signal));
        assert.equal(signal.aborted, false);
        const reason = new Error('enough');
        both[which]!.abort(reason);
        assert.equal(signal.reason, reason);
      }
    });

    it(`is aborted where the first one is, ${where}`, () => {
      const reason = new Error('before');
      const signal = run(() => eitherSignal(AbortSignal.abort(reason), new AbortController().signal));
      assert.equal(signal.reason, reason);
    });
  }

  it('is the second where there is no first', () => {
    const { signal } = new AbortController();
    assert.equal(eitherSignal(undefined, signal), signal);
  });
});

describe('an answer whose body comes whole', () => {
  const answer = (bytes: number, headers: Record<string, string> = {}) =>
    ({
      headers: new Headers(headers),
      arrayBuffer: async () => new ArrayBuffer(bytes),
    }) as unknown as Response;

  it('is read up to the limit, and refused beyond, whatever it says of itself', async () => {
    assert.equal((await readBounded(answer(10), 10)).length, 10);
    await assert.rejects(readBounded(answer(11), 10), code('BODY_TOO_LARGE'));
    await assert.rejects(readBounded(answer(11, { 'content-length': '3' }), 10), code('BODY_TOO_LARGE'));
    await assert.rejects(readBounded(answer(0, { 'content-length': '11' }), 10), code('BODY_TOO_LARGE'));
  });
});
