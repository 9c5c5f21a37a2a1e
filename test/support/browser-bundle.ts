/** Bundles for browsers and phones, as the build of a dApp makes them. */
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';

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
export function bundleForBrowsers(source: string): Promise<Bundle> {
  return bundle(optionsFor(source));
}

/** Bundles TypeScript as Metro does for React Native: one script, with what packages have for it. */
export function bundleForPhones(source: string): Promise<Bundle> {
  const options = optionsFor(source);
  return bundle({
    ...options,
    platform: 'neutral',
    mainFields: ['react-native', 'browser', 'module', 'main'],
    conditions: ['react-native', ...options.conditions],
  });
}

async function bundle(options: BuildOptions): Promise<Bundle> {
  const made = await build({ ...options, outfile: 'bundle.js', metafile: true, write: false });
  const { inputs, imports } = Object.values(made.metafile.outputs)[0]!;
  return {
    code: made.outputFiles[0]!.contents,
    inputs: Object.keys(inputs),
    imports: imports.map(({ path }) => path),
  };
}

/**
 * The files that a page loads before it can start: its script, and what that imports at once. What is
 * imported when it is needed is in files of its own, as bundlers make them, and not among these.
 *
 * @param source of the entry module
 */
export async function firstLoad(source: string): Promise<Uint8Array[]> {
  const bundled = await build({ ...optionsFor(source), outdir: 'page', splitting: true });
  const { outputs } = bundled.metafile;
  const contents = new Map(bundled.outputFiles.map((file) => [file.path, file.contents]));
  const [entry] = Object.keys(outputs).filter((name) => outputs[name]!.entryPoint === 'entry.ts');
  const loaded = new Set([entry!]);
  // What is added on the way is gone through as well.
  for (const name of loaded)
    for (const { path, kind } of outputs[name]!.imports)
      if (kind === 'import-statement' && path in outputs) loaded.add(path);
  return [...loaded].map((name) => contents.get(join(root, name))!);
}

const optionsFor = (source: string) =>
  ({
    stdin: { contents: source, resolveDir: root, sourcefile: 'entry.ts', loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['@haulout/source'],
    external: ['node:*', ...builtinModules],
    logLevel: 'silent',
  }) satisfies BuildOptions;
