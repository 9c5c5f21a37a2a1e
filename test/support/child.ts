/** Programs of the tests in processes of their own, to be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Starts a TypeScript file with a channel for messages to this process. It runs as JavaScript on the packages
 * as they are built: a loader of TypeScript would be half of the work of a process that lives for a second.
 */
export function startChild(file: URL, ...args: readonly string[]): ChildProcess {
  const path = fileURLToPath(file);
  const { outputFiles } = buildSync({
    entryPoints: [path],
    bundle: true,
    packages: 'external',
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return spawn(
    process.execPath,
    ['--input-type=module', '--eval', outputFiles[0]!.text, '--', path, ...args],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
}
