/** Names of files come from strangers; a terminal shows them and does nothing else. */
import assert from 'node:assert/strict';
import { it } from 'vitest';
import fc from 'fast-check';
import { printable, shortId, shortName } from '../../../cli/src/blobs/text.js';

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
