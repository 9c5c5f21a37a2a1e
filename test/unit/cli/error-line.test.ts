/** How commands say that they failed. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { test } from 'vitest';
import { BlobNotFound } from '@haulout/sdk/client';
import { errorLine } from '../../../cli/src/error-line.js';

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
});

test('machines get the stable code with it', () => {
  const { kind, code, message } = JSON.parse(errorLine(new BlobNotFound('abc', []), true)) as Record<
    string,
    string
  >;
  assert.deepEqual([kind, code], ['error', 'BLOB_NOT_FOUND']);
  assert.match(message!, /abc/);
  assert.deepEqual(JSON.parse(errorLine(new Error('x'), true)), { kind: 'error', message: 'x' });
});

test('errors of the system are put in words, with the file or address that they are about', async () => {
  const missing = await readFile('/no/such').catch((error: unknown) => error);
  assert.equal(errorLine(missing, false), 'haulout: /no/such: there is no such file or folder (ENOENT)');
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
