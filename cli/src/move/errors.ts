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
    throw new MovePackageError({ code, message: said, values: { directory }, advice: ADVICE[code] });
  });
}
