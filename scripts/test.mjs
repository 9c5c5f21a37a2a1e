/**
 * Runs every `test/**\/*.test.ts` (or those whose path contains one of the arguments) with Node's own test
 * runner, straight from the TypeScript sources, and prints `tests: N passed, N failed` last.
 *
 * What takes longest first, so that all cores finish together: whole networks, then the longest files. HAULOUT_TEST_CONCURRENCY
 * overrides the number of files run at once.
 */
import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, sep } from 'node:path';
import { spawnSync } from 'node:child_process';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const needed = ['--conditions=@haulout/source', '--import', 'tsx'];

if (!process.execArgv.includes(needed[0])) {
  // Test processes inherit this process's options, so start again with those the sources need.
  const again = spawnSync(
    process.execPath,
    [...needed, fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  process.exit(again.status ?? 1);
}

const name = (file) => relative(root, file).split(sep).join('/');
const wanted = process.argv.slice(2);
const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => join(root, 'test', path))
  .filter((path) => wanted.length === 0 || wanted.some((part) => name(path).includes(part)))
  .sort((a, b) => weightOf(b) - weightOf(a));

if (files.length === 0) {
  console.error(`no test file matches: ${wanted.join(' ') || 'test/**/*.test.ts'}`);
  console.log('tests: 0 passed, 1 failed');
  process.exit(1);
}

// One more than there are cores: some wait for disks and for processes that they start.
const concurrency = Number(
  process.env['HAULOUT_TEST_CONCURRENCY'] ?? Math.min(availableParallelism(), 4) + 1,
);
const started = performance.now();
const perFile = new Map(files.map((file) => [file, { passed: 0, failed: 0, skipped: 0, ms: 0 }]));
const failures = [];
const isFileItself = (event) => event.name === event.file || files.includes(event.name);

const begun = new Set();
/** One line a file, when its first result is in: a person sees that it goes on. */
function showProgress({ file }) {
  if (file === undefined || begun.has(file)) return;
  begun.add(file);
  console.log(`[${begun.size}/${files.length}] ${name(file)}`);
}

const stream = run({ files, concurrency, timeout: 600_000 });
stream.on('test:pass', (event) => {
  showProgress(event);
  if (isFileItself(event)) return finishIfFile(event);
  const tally = perFile.get(event.file) ?? perFile.values().next().value;
  if (event.nesting === 0) tally.ms += event.details.duration_ms;
  const { skip, todo } = event;
  if (skip !== undefined || todo !== undefined) {
    // Of a suite that is skipped nobody hears how many tests it has.
    tally.skipped++;
    console.log(`SKIP ${name(event.file ?? event.name)}: ${event.name}: ${skip ?? todo}`);
  } else if (event.details.type !== 'suite') tally.passed++;
});
stream.on('test:fail', (event) => {
  showProgress(event);
  const cause = event.details.error?.cause ?? event.details.error;
  const becauseOfSubtests = event.details.error?.failureType === 'subtestsFailed';
  if (!becauseOfSubtests) {
    const tally = perFile.get(event.file) ?? perFile.values().next().value;
    tally.failed++;
    const failure = `FAIL ${name(event.file ?? event.name)}: ${event.name}`;
    failures.push(failure);
    console.log(`${failure}\n${indent(cause?.stack ?? String(cause))}`);
  }
  finishIfFile(event);
});
stream.on('test:stderr', (event) => process.stderr.write(event.message));
if (wanted.length > 0) stream.on('test:stdout', (event) => process.stdout.write(event.message));

function finishIfFile(event) {
  if (event.nesting === 0 && isFileItself(event)) perFile.get(event.name).ms = event.details.duration_ms;
}

stream.resume();
process.exitCode = 1; // until the summary below says otherwise
stream.on('end', () => {
  for (const failure of failures) console.log(failure);
  console.log();
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [file, tally] of [...perFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    sum.passed += tally.passed;
    sum.failed += tally.failed;
    sum.skipped += tally.skipped;
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
    console.log(
      `${name(file)}: ${tally.passed} passed, ${tally.failed} failed${skipped} (${(tally.ms / 1000).toFixed(1)} s)`,
    );
    if (tally.passed + tally.failed + tally.skipped === 0) {
      sum.failed++;
      console.log(`  no test ran in ${name(file)}`);
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${files.length} files in ${seconds} s, ${concurrency} at a time`);
  console.log(
    `tests: ${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`,
  );
  process.exitCode = sum.failed > 0 ? 1 : 0;
});

function weightOf(file) {
  return statSync(file).size + (/^test\/(e2e|simulation)/.test(name(file)) ? 1e9 : 0);
}

function indent(text) {
  return text.replace(/^/gm, '    ');
}
