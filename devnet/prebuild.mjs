/**
 * Compiles the framework into `dist/prebuilt`: as it is, where `Devnet.start` finds it, and with
 * its test code, for Move unit tests. `npm run build` runs this after the TypeScript compiler.
 * What is compiled already costs nothing. Results of other sources are removed.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileFrameworkFiles, frameworkFileName } from './dist/compiler/framework-build.js';
import { frameworkFiles, OWN_FRAMEWORK } from './dist/compiler/framework.js';
import { TEST_MODE, withTestCode } from './dist/compiler/test-sources.js';

const folder = join(import.meta.dirname, 'dist/prebuilt');
const files = await frameworkFiles(OWN_FRAMEWORK);
const withTests = { std: withTestCode(files.std), sui: withTestCode(files.sui) };
await compileFrameworkFiles(files, { cache: folder });
await compileFrameworkFiles(withTests, { modes: [TEST_MODE], cache: folder });
const current = [frameworkFileName(files), frameworkFileName(withTests, [TEST_MODE])];
const names = readdirSync(folder);
for (const name of current)
  if (!names.includes(name)) throw new Error(`the compiled framework could not be written to ${folder}`);
for (const name of names) if (!current.includes(name)) rmSync(join(folder, name));
