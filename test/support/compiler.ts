/** The TypeScript compilers, each in a process of its own: that which builds this repository, and the one before. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Names of their packages. */
type Compiler = 'typescript' | 'typescript-native';
/** Most bytes of what it says. */
const MAX_BYTES = 16 * 2 ** 20;

/** What the compiler says of a project. */
export interface Compiled {
  /** Absolute paths of all files that it has read. */
  readonly files: readonly string[];
  /** Errors, with the path of the file; undefined for those that are in none. */
  readonly errors: readonly { readonly file: string | undefined; readonly message: string }[];
}

/** Checks files with the given options, as a project in a folder; writes only that project's `tsconfig`. */
export async function checkTypes(
  folder: string,
  {
    files,
    options,
    compiler = 'typescript-native',
  }: { readonly files: readonly string[]; readonly options: object; readonly compiler?: Compiler },
): Promise<Compiled> {
  const project = join(folder, 'tsconfig.json');
  await writeFile(project, JSON.stringify({ files, compilerOptions: { ...options, noEmit: true } }));
  const program = join(root, 'node_modules', compiler, 'bin/tsc');
  const args = [program, '-p', project, '--listFiles', '--pretty', 'false'];
  const said = await new Promise<string>((done, failed) =>
    execFile(process.execPath, args, { cwd: folder, maxBuffer: MAX_BYTES }, (error, stdout, stderr) => {
      // It exits with 1 or 2 when there are errors.
      if (stderr !== '' || (error !== null && typeof error.code !== 'number')) failed(error ?? stderr);
      else done(stdout);
    }),
  );
  const lines = said.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
  const errors = lines.flatMap((line) => {
    const [, path, message] = /^(?:(.+)\(\d+,\d+\): )?(error TS\d+: .*)$/.exec(line) ?? [];
    if (message === undefined) return [];
    return [{ file: path === undefined ? undefined : resolve(folder, path), message }];
  });
  const listed = lines.filter((line) => !/^(?:.+\(\d+,\d+\): )?error TS\d+/.test(line));
  return { files: listed.map((line) => resolve(folder, line)), errors };
}

/** A path of a file in an application, from the last `node_modules` on. */
export function placeIn(application: string, file: string): string {
  return relative(application, file).replace(/^.*node_modules\//, '');
}
