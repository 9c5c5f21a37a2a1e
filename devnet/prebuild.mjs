/**
 * Compiles the framework into `dist/prebuilt`, where `Devnet.start` finds it. `npm run build` runs this after
 * the TypeScript compiler. A framework that is compiled already costs nothing. Results of other sources are
 * removed.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileFrameworkFiles, frameworkFileName } from './dist/compiler/framework-build.js';
import { frameworkFiles, OWN_FRAMEWORK } from './dist/compiler/framework.js';

const folder = join(import.meta.dirname, 'dist/prebuilt');
const files = await frameworkFiles(OWN_FRAMEWORK);
await compileFrameworkFiles(files, { cache: folder });
const names = readdirSync(folder);
const current = frameworkFileName(files);
if (!names.includes(current)) throw new Error(`the compiled framework could not be written to ${folder}`);
for (const name of names) if (name !== current) rmSync(join(folder, name));
