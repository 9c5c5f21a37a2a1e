/** Code that stops for good at one of its calls to the file system, as a process does that is killed. */
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** What changes files by name, and opens them. */
const CALLS = ['copyFile', 'link', 'mkdir', 'open', 'rename', 'rm', 'unlink', 'writeFile'] as const;

type Call = (...args: unknown[]) => Promise<unknown>;
const files = fs as unknown as Record<string, Call>;

/** What the code was told that was stopped. */
class Stopped extends Error {}

/**
 * Runs a task whose calls to `node:fs/promises` fail from one on, without effect. Of a call that writes a
 * whole file at once the first half is done.
 *
 * @param at the first call that fails, from 0
 * @returns the name of the call at which the task was stopped; undefined: it has ended before
 */
export async function stoppedAt(at: number, task: () => Promise<unknown>): Promise<string | undefined> {
  let calls = 0;
  let stopped: string | undefined;
  const stopping = CALLS.map((name): [string, Call] => {
    const call = files[name]!;
    const begin = async (...args: unknown[]): Promise<unknown> => {
      if (calls++ < at) return call(...args);
      if (stopped === undefined && name === 'writeFile') {
        const bytes = args[1] as Uint8Array | string;
        await call(args[0], bytes.slice(0, bytes.length >> 1));
      }
      stopped ??= `${name} ${String(args[0])}`;
      throw new Stopped(stopped);
    };
    return [name, begin];
  });
  await withCalls(Object.fromEntries(stopping), task).catch((error: unknown) => {
    if (stopped === undefined) throw error;
  });
  return stopped;
}

/** Runs a task on a file system whose files have one name each. */
export function withoutLinks<T>(task: () => Promise<T>): Promise<T> {
  const link = async () => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
  };
  return withCalls({ link }, task);
}

/** Runs a task with other functions in `node:fs/promises`. */
async function withCalls<T>(other: Readonly<Record<string, Call>>, task: () => Promise<T>): Promise<T> {
  const before = { ...files };
  Object.assign(files, other);
  syncBuiltinESMExports();
  try {
    return await task();
  } finally {
    Object.assign(files, before);
    syncBuiltinESMExports();
  }
}
