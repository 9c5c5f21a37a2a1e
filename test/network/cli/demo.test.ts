import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, test } from 'vitest';
import { run as runHere } from '../../../cli/src/run.js';
import { installPacked, packed } from '../../support/packed-packages.js';
import { printedBy, ran } from '../../support/printed.js';

const run = promisify(execFile);

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'haulout-commands-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('R16, R20, R24: the demo reads back with f shards faulty, and catches a node that forgets', async () => {
  const file = join(folder, 'a file.bin');
  await writeFile(file, Buffer.alloc(100_000, 'walrus '));
  const printed = await printedBy(async () => {
    assert.equal(await runHere(['demo', file, '--nodes', '7', '--shards', '22', '--seed', 'test']), 0);
  });
  assert.match(
    printed.at(-1)!,
    /^demo ok: [\w-]{43} 100000 bytes,\n +read back identical with [1-7] of 7 nodes faulty$/,
  );
  for (const line of printed.join('\n').split('\n')) assert.ok(line.length <= 80, line);
  const lines = printed.map((line) => line.replace(/^ +[\d.]+ s +/, ''));
  assert.ok(lines.includes('forgot     node-6 loses 20 % of what it holds'));
  // One may have opened by chance before the demo lets one open.
  assert.ok(lines.some((line) => /^open {7}round \d+ opens, and nodes give no slivers$/.test(line)));
  assert.ok(lines.includes('ready      7 nodes signed the set of blobs it is about'));
  assert.ok(lines.includes('answers    7 nodes posted a hash over all answers'));
  assert.ok(lines.includes('verdicts   5 nodes checked the answers of the others'));
  assert.ok(lines.includes('verdicts   a quorum signed for 6 nodes so far'));
  assert.ok(lines.includes('verdicts   a quorum signed for 6 nodes'));
  assert.ok(lines.includes('round      6 nodes of 7 pass 48 samples; node-6 misses'));
  assert.match(lines.at(-2)!, /^paid       node-6 loses 0\.\d+ WAL of rewards, to be burned$/);
});

test('R24: with --json the demo prints an object a line; as npm would install it, nothing is compiled', async () => {
  const installed = await installPacked(join(folder, 'app'), await packed());
  const bin = join(installed, 'haulout/bin/haulout.js');
  const { stdout } = await run(process.execPath, [bin, 'demo', '--nodes', '4', '--shards', '8', '--json']);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; ms: number; step?: string; isDone?: boolean });
  const steps = events.filter(({ kind }) => kind === 'round-step');
  const done = steps.filter(({ isDone }) => isDone === true).map(({ step }) => step);
  assert.deepEqual(done, ['open', 'ready', 'seed', 'answers', 'verdicts']);
  assert.equal(steps.at(-1)?.isDone, true);
  assert.deepEqual(
    events.map(({ kind }) => kind).filter((kind) => kind !== 'round-step'),
    [
      'start',
      'devnet',
      'published',
      'registered',
      'epoch',
      'encoded',
      'stored',
      'faults',
      'read',
      'forgot',
      'round',
      'proof',
      'paid',
      'ok',
    ],
  );
  // The compiler would have kept its results here.
  assert.ok(!existsSync(join(installed, '@haulout/devnet/build')));
  const { bytes } = events.at(-1) as unknown as { bytes: number };
  assert.equal(bytes, readFileSync(join(installed, 'haulout/README.md')).length);
});

test('the demo says what is wrong with its arguments and exits non-zero', async () => {
  const cases: [string[], RegExp][] = [
    [['demo', '--nodes', '3'], /'3' is not a whole number from 4 to 150/],
    [['demo', '--nodes', '10', '--shards', '9'], /9 shards are fewer than 10 nodes/],
    [['demo', join(folder, 'missing')], /missing: there is no such file or folder \(ENOENT\)\n$/],
    [['demo', '--sharks', '3'], /unknown option '--sharks'/],
  ];
  const [[first, told]] = cases as [(typeof cases)[number]];
  const main = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));
  await assert.rejects(run(process.execPath, [main, ...first]), (error: { code: number; stderr: string }) => {
    assert.equal(error.code, 1);
    assert.match(error.stderr, told);
    return true;
  });
  // All of them say it in the same way, which does not take a process each.
  for (const [args, message] of cases) {
    const { code, stderr } = await ran(...args);
    assert.equal(code, 1);
    assert.match(stderr, message);
  }
});
