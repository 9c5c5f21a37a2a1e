import assert from 'node:assert/strict';
import { expect, test } from 'vitest';
import { statementSigner } from '../../../node/src/signed-statement.js';

test('a node signs a statement once, however often it is asked for, and keeps a bounded number', () => {
  let signed = 0;
  const sign = statementSigner(new Uint8Array(32), (_key, message) => {
    signed++;
    return Uint8Array.of(...message, 9);
  });
  const message = (of: number) => new Uint8Array(new Uint32Array([of]).buffer);
  const first = sign(message(0));
  assert.equal(first.signature, Buffer.from([0, 0, 0, 0, 9]).toString('base64'));
  for (let time = 0; time < 100; time++) assert.equal(sign(message(0)), first);
  assert.equal(signed, 1);
  for (let of = 1; of <= 4_096; of++) sign(message(of));
  expect(sign(message(0))).toEqual(first);
  assert.equal(signed, 4_098, 'the one that was asked for least lately has gone');
});
