/**
 * Vitest for mutation testing (scripts/mutate.ts): the tests of one group, and the TypeScript sources of this
 * folder instead of what is built, since it is the sources that are mutated.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('.', import.meta.url));
const tests = (process.env['HAULOUT_MUTATE_TESTS'] ?? '').split(' ').filter((path) => path !== '');

/** Files run in the order of the group, the quick ones first: one test that fails is enough. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => tests.findIndex((path) => moduleId.endsWith(path));
    return files.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  resolve: {
    // By path and not by an export condition: the links in node_modules lead out of Stryker's copy.
    alias: [
      // Stryker's copy has nothing that is built, to which this would lead.
      { find: '#threads', replacement: `${root}sdk/src/encoding/workers/port.ts` },
      { find: /^@haulout\/devnet$/, replacement: `${root}devnet/src/index.ts` },
      { find: /^@haulout\/devnet\/test$/, replacement: `${root}devnet/src/vm/unit-test/index.ts` },
      { find: /^@haulout\/node$/, replacement: `${root}node/src/index.ts` },
      { find: /^@haulout\/(sdk|devnet)\/(\w+)$/, replacement: `${root}$1/src/$2/index.ts` },
    ],
  },
  test: {
    include: tests,
    globalSetup: ['test/support/temporary-folder.ts'],
    isolate: false,
    sequence: { sequencer: InOrder },
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
