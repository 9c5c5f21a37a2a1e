import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { LongestFirst, SUITES } from './scripts/test-order.js';
import { SummaryReporter } from './scripts/test-reporter.js';

/** Workspaces are loaded from their TypeScript sources (the export condition `@haulout/source`). */
const conditions = ['@haulout/source', ...defaultServerConditions];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: SUITES.map((name) => ({
      extends: true,
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`, ...(name === 'network' ? ['examples/*.test.ts'] : [])],
      },
    })),
    globalSetup: ['test/support/temporary-folder.ts'],
    setupFiles: ['test/support/cpu-time.ts'],
    // A worker runs many files: what they load is loaded, compiled and warm once.
    pool: 'forks',
    isolate: false,
    maxWorkers: Number(process.env['HAULOUT_TEST_CONCURRENCY'] ?? 3),
    sequence: { sequencer: LongestFirst },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 30_000,
    reporters: [new SummaryReporter()],
  },
});
