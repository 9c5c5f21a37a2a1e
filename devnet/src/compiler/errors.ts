import { CodedError } from '../coded-error.js';

/** Why a package could not be compiled; stable, for programs. */
export type CompileErrorCode =
  /** The compiler or the bytecode verifier refused the sources; the message is its diagnostics. */
  | 'COMPILE_FAILED'
  /** The input is not a package: no Move.toml, no name, too large, a path that leaves the package. */
  | 'BAD_PACKAGE'
  /** A dependency could not be found, or has no published address. */
  | 'BAD_DEPENDENCY'
  /** A git dependency is not checked out where it was looked for; nothing is fetched. */
  | 'GIT_DEPENDENCY'
  /** The compiler itself broke: its wasm did not load, its output could not be read. */
  | 'COMPILER_BROKEN';

/**
 * Every failure of the functions in this folder. The message of `COMPILE_FAILED` is what the compiler
 * printed.
 */
export class CompileError extends CodedError<CompileErrorCode> {
  override readonly name = 'CompileError';
  /** Name of the package that was being compiled, where known. */
  readonly packageName: string | undefined;

  constructor(
    code: CompileErrorCode,
    message: string,
    { packageName, cause }: { readonly packageName?: string | undefined; readonly cause?: unknown } = {},
  ) {
    super(code, message, cause === undefined ? undefined : { cause });
    this.packageName = packageName;
  }
}
