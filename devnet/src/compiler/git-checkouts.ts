/** Repositories of git dependencies in a folder. */
import { CompileError } from './errors.js';
import type { GitDependency } from './manifest.js';

/** Names of an owner or a repository: no way out of the folder. */
const NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

/**
 * The folder of a repository: `OWNER/NAME` in the folder of checkouts, or `NAME`.
 *
 * @param what the dependency, for errors
 * @throws CompileError GIT_DEPENDENCY
 */
export async function checkoutOf(
  checkouts: string,
  what: string,
  { url, folder }: GitDependency,
): Promise<string> {
  const parts = url
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/:]/);
  const [owner = '', name = ''] = parts.slice(-2);
  if (!NAME.test(name))
    throw new CompileError('GIT_DEPENDENCY', `${what}: ${JSON.stringify(name)} is no name of a repository`);
  if (folder.startsWith('/') || folder.split(/[/\\]/).includes('..'))
    throw new CompileError('GIT_DEPENDENCY', `${what}: ${folder} is no folder of the repository`);
  const { stat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const places = [...(NAME.test(owner) ? [join(owner, name)] : []), name].map((at) => join(checkouts, at));
  for (const place of places) {
    const found = await stat(place).catch(() => undefined);
    if (found?.isDirectory()) return place;
  }
  throw new CompileError('GIT_DEPENDENCY', `${what} is not checked out: there is no ${places.at(-1)}`);
}
