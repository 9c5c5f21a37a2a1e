/**
 * Move unit tests on the real Move VM, inside the compiler's wasm.
 *
 * That VM's BLS12-381 natives always say true and its randomness is zero: tests about signatures and
 * randomness belong on this package's own VM.
 */
import { loadTestBuilder } from './builder.js';
import { builderInput, failure, type CompileOptions } from './compile.js';
import { CompileError } from './errors.js';
import type { Part } from './needed-framework.js';
import { withNeededTests } from './needed-tests.js';
import type { PackageSource } from './package-files.js';
import { loadGraph } from './package-graph.js';

/** How `runMoveTests` compiles. */
export type RunTestsOptions = Pick<CompileOptions, 'framework' | 'published' | 'modes'>;

/** The outcome of one test. */
export interface MoveTestVerdict {
  /** `package::module::function`, the package by its named address. */
  readonly name: string;
  readonly verdict: 'pass' | 'fail' | 'timeout';
  /** What the runner says about a test that failed; empty for one that passed. */
  readonly message: string;
}

/** The outcome of all tests of a package. */
export interface MoveTestRun {
  readonly passed: number;
  readonly failed: number;
  readonly total: number;
  readonly tests: readonly MoveTestVerdict[];
  /** Everything the runner printed, `debug::print` included. */
  readonly output: string;
}

/**
 * Compiles a package in test mode and runs all its `#[test]` functions.
 *
 * Dependencies need no published address. Throws `CompileError` when the package does not compile;
 * a failing test is a result, not an error.
 */
export async function runMoveTests(
  source: PackageSource,
  options: RunTestsOptions = {},
): Promise<MoveTestRun> {
  const isOnline = options.framework?.kind === 'download';
  const graph = withNeededTests(await loadGraph(source, isOnline));
  const { name } = graph.root.manifest;
  const builder = await loadTestBuilder();
  const run = async (part: Part) => {
    const result = await builder.testMovePackage({
      ...(await builderInput(builder, graph, { ...options, part })),
      modes: [...(options.modes ?? [])],
    });
    return { result, summary: 'output' in result ? SUMMARY.exec(result.output) : null };
  };
  let { result, summary } = await run('modules');
  if (!summary) ({ result, summary } = await run('whole'));
  if ('error' in result) throw failure(result, name);
  const { output } = result;
  if (!summary) {
    if (result.passed) return { passed: 0, failed: 0, total: 0, tests: [], output };
    throw new CompileError('COMPILE_FAILED', output.trimEnd(), { packageName: name });
  }
  const [total, passed, failed] = summary.slice(1).map(Number) as [number, number, number];
  return { passed, failed, total, tests: verdicts(output), output };
}

const SUMMARY = /^Test result: \w+\. Total tests: (\d+); passed: (\d+); failed: (\d+)/m;

function verdicts(output: string): MoveTestVerdict[] {
  const messages = failureMessages(output);
  const kinds = { PASS: 'pass', FAIL: 'fail', TIMEOUT: 'timeout' } as const;
  return [...output.matchAll(/^\[ (PASS|FAIL|TIMEOUT) +\] (\S+)$/gm)].map((match) => {
    const name = match[2]!;
    const verdict = kinds[match[1] as keyof typeof kinds];
    return { name, verdict, message: messages.get(name) ?? '' };
  });
}

/** The boxes under `Failures in <module>:`, one for each test that failed. */
function failureMessages(output: string): Map<string, string> {
  const messages = new Map<string, string>();
  let module = '';
  let test: string | undefined;
  let lines: string[] = [];
  for (const line of output.split('\n')) {
    const heading = /^Failures in (\S+):$/.exec(line);
    const open = /^┌── (\S+) ─+$/.exec(line);
    if (heading) module = heading[1]!;
    else if (open) [test, lines] = [open[1]!, []];
    else if (test !== undefined && line.startsWith('└──')) {
      messages.set(`${module}::${test}`, lines.join('\n').trim());
      test = undefined;
    } else if (test !== undefined) lines.push(line.replace(/^│ ?/, ''));
  }
  return messages;
}
