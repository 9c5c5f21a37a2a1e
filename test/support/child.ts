/** Programs of the tests in processes of their own, to be killed. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Starts a TypeScript file with a channel for messages to this process. It runs as JavaScript on the packages
 * as they are built: a loader of TypeScript would be half of the work of a process that lives for a second.
 */
export function startChild(file: URL, ...args: readonly string[]): ChildProcess {
  return start([process.execPath], file, args);
}

/** Whether {@link startChildOnDisk} works here: on Linux, for a user who may mount. */
export function canMount(): boolean {
  return spawnSync('unshare', ['-m', 'sh', '-c', `mount -t tmpfs none ${tmpdir()}`]).status === 0;
}

/** Starts a file as {@link startChild} does, with a small file system in a folder, which nobody else sees. */
export function startChildOnDisk(
  { folder, bytes }: { readonly folder: string; readonly bytes: number },
  file: URL,
  ...args: readonly string[]
): ChildProcess {
  const mount = `mount -t tmpfs -o size=${bytes} none '${folder}' && exec "$0" "$@"`;
  return start(['unshare', '-m', 'sh', '-c', mount, process.execPath], file, args);
}

/** Starts a file as {@link startChild} does, in a network namespace. */
export function startChildInNamespace(
  namespace: string,
  file: URL,
  ...args: readonly string[]
): ChildProcess {
  return start(['ip', 'netns', 'exec', namespace, process.execPath], file, args);
}

function start([command, ...before]: readonly string[], file: URL, args: readonly string[]): ChildProcess {
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
    command!,
    [...before, '--input-type=module', '--eval', outputFiles[0]!.text, '--', path, ...args],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
}
