import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/test-order.js';
import { SummaryReporter } from './scripts/test-reporter.js';

/** What `tsc -b` has built: loaded by Node itself, once a worker, as it is for users. */
const BUILT = /\/(bls|sdk|node|gateway|devnet|cli)\/dist\//;
/** Tests of what is not exported import the source; what they get is built, so nothing is loaded twice. */
const ofSource = /^((?:\.\.\/)+(?:bls|sdk|node|gateway|devnet|cli))\/src\//;

export default defineConfig({
  resolve: { alias: [{ find: ofSource, replacement: '$1/dist/' }] },
  test: {
    server: { deps: { external: [BUILT] } },
    // No projects, one for each suite: workers would not go from one to another.
    include: ['test/**/*.test.ts', 'examples/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/support/temporary-folder.ts'],
    // The contexts of whoever runs the tests are not theirs.
    env: { HAULOUT_CONTEXTS: '/nowhere/contexts.json' },
    setupFiles: ['test/support/cpu-time.ts'],
    // A worker runs many files: what they load is loaded, compiled and warm once.
    pool: 'forks',
    isolate: false,
    // Both cores run tests: a large nursery, collected where it is, saves an eighth of the CPU time. The Move
    // compiler is one large wasm module: to optimise less of it saves a tenth of what compiling takes. Most
    // code runs for seconds only: to optimise what has run three times as long saves a seventh.
    execArgv: [
      '--max-semi-space-size=64',
      '--single-threaded-gc',
      '--wasm-tiering-budget=18000000',
      '--interrupt-budget=400000',
    ],
    maxWorkers: Number(process.env['HAULOUT_TEST_CONCURRENCY'] ?? 3),
    sequence: { sequencer: LongestFirst },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 30_000,
    reporters: [new SummaryReporter()],
  },
});
