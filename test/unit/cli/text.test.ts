/** Names of files come from strangers; a terminal shows them and does nothing else. */
import assert from 'node:assert/strict';
import { it } from 'vitest';
import fc from 'fast-check';
import { blobIdOf, blobOrPatchIdOf, printable, shortId, shortName } from '../../../cli/src/blobs/text.js';

it('a name is printed on one line, without anything invisible in it, and ordinary ones as they are', () => {
  for (const name of ['a.txt', 'two words', 'ключ', '../up', '📦']) assert.equal(printable(name), name);
  assert.equal(printable('a\u001b[2J'), '"a\\u001b[2J"');
  assert.equal(printable('a\u202egpj'), '"a\\u{202e}gpj"');
  assert.equal(printable('line\u2028break'), '"line\\u{2028}break"');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      assert.match(printable(name), /^[^\p{C}\p{Zl}\p{Zp}]*$/u);
    }),
    { seed: 20_261_121, numRuns: 300 },
  );
});

it('a long name and an object id are cut', () => {
  assert.equal(shortName('node-7'), 'node-7');
  assert.equal(shortName('x'.repeat(30)), 'x'.repeat(30));
  assert.equal(shortName('x'.repeat(31)), `${'x'.repeat(27)}...`);
  assert.equal(shortName('a\u001b[2J'), '"a\\u001b[2J"');
  assert.equal(shortId(`0x1234${'0'.repeat(56)}abcd`), '0x1234..abcd');
});

it('an id that is none is refused with what it should be, or what it is', () => {
  const blob = 'A'.repeat(43);
  const patch = `${blob}BAQACAA`;
  assert.equal(blobIdOf(blob), blob);
  assert.deepEqual([blob, patch].map(blobOrPatchIdOf), [blob, patch]);
  assert.throws(() => blobIdOf(patch), /is the id of a file in a quilt, not of a blob/);
  for (const text of ['', 'nope', 'A'.repeat(42), `${'A'.repeat(42)}B`, 'A'.repeat(50), `${patch}A`]) {
    assert.throws(() => blobIdOf(text), new RegExp(`'${text}' is not a blob id, which has 43 characters`));
    assert.throws(
      () => blobOrPatchIdOf(text),
      /is neither a blob id, .*, nor a quilt patch id, which has 50/,
    );
  }
  for (const read of [blobIdOf, blobOrPatchIdOf])
    assert.throws(
      () => read(`0x${'1'.repeat(64)}`),
      /is the id of an object: haulout list shows the blob id/,
    );
});
