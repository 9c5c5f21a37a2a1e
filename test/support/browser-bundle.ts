/** Bundles for browsers, as the build of a dApp makes them. */
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles resolve packages as a dApp next to this workspace would. */
const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Bundle {
  /** One minified ES module with everything it needs. */
  readonly code: Uint8Array;
  /** Every file that went into it, relative to the root of the workspace. */
  readonly inputs: readonly string[];
  /** What it would import when it runs, as built-in modules of Node: nothing, or it is not for browsers. */
  readonly imports: readonly string[];
}

/**
 * Bundles TypeScript for browsers. A built-in module of Node, wherever in the dependencies, is not an error
 * here but in `imports`.
 *
 * @param source of the entry module
 */
export async function bundleForBrowsers(source: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: root, sourcefile: 'entry.ts', loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outfile: 'bundle.js',
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['@haulout/source'],
    external: ['node:*', ...builtinModules],
    logLevel: 'silent',
  });
  const { inputs, imports } = Object.values(metafile.outputs)[0]!;
  return {
    code: outputFiles[0]!.contents,
    inputs: Object.keys(inputs),
    imports: imports.map(({ path }) => path),
  };
}
