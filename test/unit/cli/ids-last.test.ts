/**
 * Every blob id and every quilt patch id is taken for what it is, also the one in 64 that begins with a dash.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { Command } from 'commander';
import fc from 'fast-check';
import { blobIdOf } from '../../../cli/src/blobs/text.js';
import { withIdsLast } from '../../../cli/src/ids-last.js';
import { createWholeProgram } from '../../../cli/src/program.js';

const SEED = 20_261_129;

/** The bytes of ids; half of their texts begin with a dash, and some of those with two. */
const id = fc
  .tuple(
    fc.constantFrom(32, 37).chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
    fc.constantFrom('', '-', '--', '-o', '-h', '-V'),
  )
  .map(([bytes, start]) => {
    const text = Buffer.from(bytes).toString('base64url');
    return `${start}${text.slice(start.length)}`;
  });
const flags = fc.uniqueArray(
  fc.constantFrom(
    ['--json'],
    ['-o', 'copy'],
    ['--output=copy'],
    ['--deployment', 'd.json'],
    ['--rpc', 'http://a'],
    ['--folder', 'copies'],
  ),
  { selector: ([name]) => name },
);
const cut = fc.nat();

const program = await createWholeProgram();
const real = program.commands.find((one) => one.name() === 'read')!;

/** Parses a command line with the real options of `haulout read`, and gives what its action would get. */
function parsed(args: readonly string[]): { readonly ids: readonly string[]; readonly flags: object } {
  const read = new Command('read').argument('<id>');
  for (const option of real.options) read.addOption(option);
  let got: { ids: string[]; flags: object } | undefined;
  read.action((one: string, options: object) => void (got = { ids: [one], flags: options }));
  new Command('haulout')
    .version('1')
    .exitOverride()
    .addCommand(read.exitOverride())
    .parse([...args], { from: 'user' });
  return got!;
}

const dashed = blobIdOf(Buffer.alloc(32, 0xfb).toString('base64url'));
assert.match(dashed, /^-/);

describe('ids on a command line', () => {
  it('are taken as ids wherever they stand among the options, which stay what they are', () => {
    fc.assert(
      fc.property(id, flags, cut, (text, options, at) => {
        const place = at % (options.length + 1);
        const before = options.slice(0, place).flat();
        const after = options.slice(place).flat();
        const { ids, flags } = parsed(withIdsLast(program, ['read', ...before, text, ...after]));
        assert.deepEqual(ids, [text]);
        assert.deepEqual(flags, parsed(['read', ...before, ...after, '--', text]).flags);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('are taken behind --, too', () => {
    fc.assert(
      fc.property(id, (text) => {
        assert.deepEqual(parsed(withIdsLast(program, ['read', '--json', '--', text])).ids, [text]);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('are taken by every command that takes ids of blobs, also behind options of haulout', () => {
    for (const command of [
      ['check'],
      ['status'],
      ['files'],
      ['read'],
      ['convert-blob-id'],
      ['explain', 'blob'],
    ])
      for (const before of [[], ['--context', 'here']])
        assert.deepEqual(withIdsLast(program, [...before, ...command, dashed, '--json']), [
          ...before,
          ...command,
          '--json',
          '--',
          dashed,
        ]);
  });

  it('change nothing when there are none: values of options and other commands stay as they are', () => {
    for (const args of [
      ['read', 'A'.repeat(43), '-o', dashed],
      ['read', 'A'.repeat(43), '--file', dashed],
      ['read', `-o${'b'.repeat(30)}`],
      ['read', 'A'.repeat(43), '--folder', dashed],
      ['--context', dashed, 'read', 'A'.repeat(43)],
      ['store', dashed],
      ['stake', 'add', dashed],
      [],
    ])
      assert.deepEqual(withIdsLast(program, args), args);
  });
});
