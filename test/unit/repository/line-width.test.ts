/** No line of our text files is wider than 110 columns. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

const COLUMNS = 110;

const root = fileURLToPath(new URL('../../..', import.meta.url));

const ours = /\.(ts|js|mjs|cjs|md|move|toml|json)$|^\.ci\//;

/** Files that are written by a program, or are vectors. */
const generated = [
  /^package-lock\.json$/,
  /^sdk\/src\/contracts\/generated\//,
  /^test\/vectors\//,
  /^test\/chain\/devnet\/framework\/interface\.json$/,
  /^move\/walrus_core\/tests\/bls_vectors\.move$/,
];

/** Files with lines that cannot be broken, and why. */
const unbroken: Readonly<Record<string, string>> = {
  'devnet/framework/move-stdlib/tests/value_tests.move': 'a type with addresses, as one string',
  'devnet/framework/sui-framework/sources/coin.move': 'a note of a deprecation, as one string',
  'devnet/framework/sui-framework/sources/crypto/bls12381.move': 'group elements in hex',
  'move/walrus/sources/display.move': 'a template of Display, as one string',
  'test/chain/conformance/move/sources/crypto.move': 'keys and signatures in hex',
  'test/chain/conformance/move/sources/depth.move': 'types as deep as the formatter nests them',
  'test/chain/conformance/move/sources/integers.move': 'numbers of 256 bits',
  'test/chain/conformance/arithmetic.test.ts': 'Move source in a string',
  'test/chain/contracts/codegen.test.ts': 'Move source in a string',
  'test/chain/devnet/vm/debug.test.ts': 'Move source in a string',
  'test/chain/devnet/vm/machine.test.ts': 'Move source in a string',
  'test/chain/client/execute.test.ts': 'errors as validators word them',
  'test/chain/devnet/runtime/test-runner.test.ts': 'output as Sui words it',
};

/** Prettier keeps the name of a test on the line of its call. In tests, a string is source text or a message. */
const ofTest = /^\s*(test|it|describe)(\.\w+(\(.*?\))?)*\(|^\s*[\w:( ]*['"`\/].*['"`\/][,;)}\]]*$/;

test(`no line is wider than ${COLUMNS} columns`, () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  const wide = files
    .filter((file) => ours.test(file) && !generated.some((pattern) => pattern.test(file)))
    .filter((file) => !Object.hasOwn(unbroken, file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const isWide = [...line].length > COLUMNS && !(file.startsWith('test/') && ofTest.test(line));
          return isWide ? [`${file}:${index + 1}: ${line.slice(0, 80)}...`] : [];
        }),
    );
  assert.deepEqual(wide, []);
});
