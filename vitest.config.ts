import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './scripts/test-reporter.js';

/** Workspaces are loaded from their TypeScript sources (the export condition `@haulout/source`). */
const conditions = ['@haulout/source', ...defaultServerConditions];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/temporary-folder.ts'],
    setupFiles: ['test/support/cpu-time.ts'],
    pool: 'forks',
    isolate: false,
    maxWorkers: Number(process.env['HAULOUT_TEST_CONCURRENCY'] ?? 3),
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 30_000,
    reporters: [new SummaryReporter()],
  },
});
