/**
 * Compiles the core of Red Stuff from AssemblyScript into `src/encoding/core/module.ts`, which is not
 * committed. `npm run build` runs this before the TypeScript compiler. A core that is compiled already costs
 * nothing.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { blake2bSource } from './assembly/blake2b.mjs';

const folder = import.meta.dirname;
const target = join(folder, 'src/encoding/core/module.ts');
const source = `${blake2bSource()}\n${readFileSync(join(folder, 'assembly/core.ts'), 'utf8')}`;
const FORMAT = 'deflate-raw';
const OPTIONS = ['-O3', '--converge', '--runtime', 'stub', '--noAssert', '--enable', 'simd'];
const digest = createHash('sha256').update(FORMAT).update(OPTIONS.join(' ')).update(source).digest('hex');
const isThere = existsSync(target) && readFileSync(target, 'utf8').includes(digest);
if (!isThere) writeFileSync(target, moduleOf(await compile(source)));

async function compile(text) {
  const { default: asc } = await import('assemblyscript/asc');
  let binary;
  const { error, stderr } = await asc.main(['core.ts', '--outFile', 'core.wasm', ...OPTIONS], {
    readFile: (name) => (name === 'core.ts' ? text : null),
    writeFile: (_name, contents) => void (binary = contents),
    listFiles: () => [],
  });
  if (error) throw new Error(`the core of Red Stuff does not compile: ${stderr.toString()}`);
  return binary;
}

function moduleOf(binary) {
  return [
    '/** The core of Red Stuff in WebAssembly, deflated; made by `sdk/prebuild.mjs` of `sdk/assembly`. */',
    `// ${digest}`,
    `export const CORE = '${deflateRawSync(binary, { level: 9 }).toString('base64')}';`,
    '',
  ].join('\n');
}
