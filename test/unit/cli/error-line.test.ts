/** How commands say that they failed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { DeployError } from 'haulout';
import { InvalidArgument } from '@haulout/sdk/base';
import { BlobNotFound } from '@haulout/sdk/client';
import { CommanderError } from 'commander';
import { errorLine } from '../../../cli/src/error-line.js';
import { ran } from '../../support/printed.js';

test('people get a line, with what was behind it unless it says so already', () => {
  const cause = new Error('the disk is on fire');
  assert.equal(
    errorLine(new Error('cannot go on', { cause }), false),
    'haulout: cannot go on (the disk is on fire)',
  );
  assert.equal(
    errorLine(new RangeError('x: the disk is on fire', { cause }), false),
    `haulout: RangeError: x: ${cause.message}`,
  );
  assert.equal(errorLine('text', false), 'haulout: text');
  const fetching = new TypeError('fetch failed', { cause });
  assert.equal(
    errorLine(new Error('n1: the disk is on fire', { cause: fetching }), false),
    'haulout: n1: the disk is on fire',
  );
  const ofLines = new Error('cannot go on', { cause: new Error('bad token "a\n b"') });
  assert.equal(errorLine(ofLines, false), 'haulout: cannot go on (bad token "a b")');
});

test('people get the advice of an error on the next line, after what was behind it', () => {
  const cause = new SyntaxError('unexpected token');
  const facts = { code: 'BAD_FILE', message: 'f is not JSON', advice: 'Give another one', cause } as const;
  assert.equal(
    errorLine(new DeployError(facts), false),
    'haulout: f is not JSON (SyntaxError: unexpected token)\nGive another one.',
  );
  assert.equal(errorLine(new InvalidArgument('9 is too much'), false), 'haulout: 9 is too much');
});

test('machines get everything that an error of the family holds', () => {
  const { kind, name, code, message, advice, values } = JSON.parse(
    errorLine(new BlobNotFound('abc', []), true),
  ) as Record<string, string>;
  assert.deepEqual([kind, name, code], ['error', 'BlobNotFound', 'BLOB_NOT_FOUND']);
  assert.match(message!, /abc/);
  assert.match(advice!, /^Check the id/);
  assert.deepEqual(values, { blobId: 'abc', nodes: [] });
  assert.deepEqual(JSON.parse(errorLine(new Error('x'), true)), {
    kind: 'error',
    name: 'Error',
    message: 'x',
  });
  assert.deepEqual(JSON.parse(errorLine('x', true)), { kind: 'error', message: 'x' });
});

test('errors of the command line are put in words of this program', () => {
  const said: [string, string][] = [
    ["error: missing required argument 'blob-id'", '<blob-id> is missing'],
    ["error: required option '--name <text>' not specified", '--name <text> is missing'],
    [
      "error: option '--nodes <n>' argument '3' is invalid. '3' is not a whole number from 4 to 150.",
      "--nodes <n>: '3' is not a whole number from 4 to 150",
    ],
    [
      "error: command-argument value 'x' is invalid for argument 'wal'. 'x' is not an amount.",
      "<wal>: 'x' is not an amount",
    ],
    [
      "error: option '--keystore <file>' value '' from env 'HAULOUT_KEYSTORE' is invalid. it is empty.",
      'HAULOUT_KEYSTORE: it is empty',
    ],
    ["error: unknown option '--sharks'", "unknown option '--sharks'"],
  ];
  for (const [message, words] of said) {
    const error = new CommanderError(1, 'commander.some', message);
    assert.equal(errorLine(error, false), `haulout: ${words}`);
    assert.deepEqual(JSON.parse(errorLine(error, true)), {
      kind: 'error',
      code: 'INVALID_ARGUMENT',
      message: words,
    });
  }
});

test('errors of the system are put in words, with the file or address that they are about', async () => {
  const missing = await readFile('/no/such').catch((error: unknown) => error);
  assert.equal(errorLine(missing, false), 'haulout: /no/such: there is no such file or folder (ENOENT)');
  const { code, message } = JSON.parse(errorLine(missing, true)) as Record<string, string>;
  assert.deepEqual([code, message], ['ENOENT', '/no/such: there is no such file or folder (ENOENT)']);
  const first = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => first.once('listening', done));
  const { port } = first.address() as { port: number };
  const second = createServer();
  const taken = new Promise((done) => second.once('error', done));
  second.listen(port, '127.0.0.1');
  assert.equal(
    errorLine(await taken, false),
    `haulout: 127.0.0.1:${port}: another program listens there already (EADDRINUSE)`,
  );
  first.close();
});

test('a file that is no story is named, on one line', async () => {
  const { code, stderr } = await ran('verify', fileURLToPath(import.meta.url));
  assert.equal(code, 1);
  assert.match(stderr, /^haulout: \/.*error-line\.test\.ts is not a story: it is not JSON \(.*\)\n$/);
});

const hasFullDisk = existsSync('/dev/full');
test(
  'output that cannot be written is told in a line',
  {
    skip: !hasFullDisk,
    meta: { why: 'no /dev/full here' },
  },
  () => {
    const main = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [main, '--help'], {
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    assert.deepEqual(
      [status, String(stderr)],
      [1, 'haulout: standard output: no space is left on the disk (ENOSPC)\n'],
    );
  },
);
