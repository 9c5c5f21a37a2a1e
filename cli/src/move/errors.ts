import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { CompileError, CompileErrorCode } from '@haulout/devnet/compiler';
import { codeOf, HauloutError } from '@haulout/sdk/base';

/** Stable codes of {@link MovePackageError}: those of the compiler, and `TESTS_FAILED`. */
export type MovePackageErrorCode = CompileErrorCode | 'TESTS_FAILED';

/** A Move package could not be built, or some of its tests have failed. */
export class MovePackageError extends HauloutError<MovePackageErrorCode> {
  /** Name of the class. */
  override readonly name = 'MovePackageError';
}

const COMPILE_CODES: readonly string[] = [
  'COMPILE_FAILED',
  'BAD_PACKAGE',
  'BAD_DEPENDENCY',
  'GIT_DEPENDENCY',
  'COMPILER_BROKEN',
] satisfies CompileErrorCode[];

/** What to do about a failure, in the words of this command. */
const ADVICE: Readonly<Partial<Record<string, string>>> = {
  GIT_DEPENDENCY: 'Clone the repository into a folder, and name that folder: --git FOLDER',
} satisfies Partial<Record<CompileErrorCode, string>>;

/** What the compiler says of a package, as an error of this program. */
export async function compiling<T>(directory: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!COMPILE_CODES.includes(codeOf(error) ?? '')) throw error;
    const { code, message } = error as CompileError;
    const said = code === 'COMPILE_FAILED' ? `${directory} does not compile:\n${message}` : message;
    const advice = isPackage(directory) ? ADVICE[code] : wherePackagesAre(directory);
    throw new MovePackageError({ code, message: said, values: { directory }, advice });
  });
}

const isPackage = (folder: string): boolean => existsSync(join(folder, 'Move.toml'));

/** Packages that are named to somebody who has named none. */
const MOST_NAMED = 3;

/** What to do where no package is: to name the one around the folder, or one that is in it. */
function wherePackagesAre(directory: string): string {
  const folder = resolve(directory);
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above))
    if (isPackage(above)) return `Name the package that it lies in: ${relative('.', above) || '.'}`;
  const below = foldersIn(folder).flatMap((name) => [
    name,
    ...foldersIn(join(folder, name)).map((one) => join(name, one)),
  ]);
  const found = below.filter((name) => isPackage(join(folder, name))).slice(0, MOST_NAMED);
  const names = found.map((name) => join(directory, name)).join(', ');
  return found.length === 0
    ? 'Name the folder of a package, which has a Move.toml'
    : `Name the folder of a package, such as ${names}`;
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}
