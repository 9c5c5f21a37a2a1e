/** `haulout move test`: runs the unit tests of a package, and reports as `sui move test` does. */
import type { TestResult, TestRun } from '@haulout/devnet/test';
import { Option, type Command } from 'commander';
import { u64, wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count } from '../format.js';
import { compiling, MovePackageError } from './errors.js';
import { ofPackage, sourceOf, type PackageFlags } from './options.js';

/** Columns of a terminal. */
const WIDTH = 80;

interface Flags extends PackageFlags {
  readonly steps: number;
  readonly seed: bigint;
  readonly randomRuns: number;
}

/** `haulout move test [directory] [filter]` */
export function moveTestCommand(): Command {
  return ofPackage('test', 'run the unit tests of a Move package; BLS and randomness are real')
    .argument('[filter]', "a part of a module's name, or an expression for whole names")
    .option('--steps <count>', 'instructions that one test may run', wholeNumber(1, 1e12), 10_000_000)
    .addOption(
      new Option('--seed <number>', 'what random numbers and arguments are drawn from')
        .argParser(u64)
        .default(0n, '0'),
    )
    .option('--random-runs <count>', 'how often a random test runs', wholeNumber(1, 1e6), 10)
    .option('--json', 'a JSON object a line, for machines', false)
    .addHelpText(
      'after',
      examples(
        'haulout move test',
        'haulout move test move/counter --git ../repositories',
        'haulout move test . counter::adds',
      ),
    )
    .action(test);
}

async function test(directory: string, filter: string | undefined, flags: Flags): Promise<void> {
  const { compileTests } = await import('@haulout/devnet/compiler');
  const { runCompiledTests } = await import('@haulout/devnet/test');
  const plan = await compiling(directory, compileTests(sourceOf(directory, flags)));
  const print = await printer(flags, plan.name);
  const run = runCompiledTests(plan, {
    ...(filter !== undefined && { filter }),
    stepLimit: flags.steps,
    seed: seedBytes(flags.seed),
    randomRuns: flags.randomRuns,
    onTest: print.test,
  });
  print.summary(run);
  if (run.failed > 0) {
    const all = run.passed + run.failed;
    const message = `${run.failed} of ${count(all, 'Move test')} failed`;
    throw new MovePackageError({ code: 'TESTS_FAILED', message, values: { directory } });
  }
}

interface Printer {
  readonly test: (result: TestResult) => void;
  readonly summary: (run: TestRun) => void;
}

async function printer({ json, seed }: Flags, name: string): Promise<Printer> {
  if (json) {
    return {
      test: (result) => writeJson({ kind: 'move-test', ...forMachines(result) }),
      summary: ({ passed, failed }) => writeJson({ kind: 'move-tests', package: name, seed, passed, failed }),
    };
  }
  const { summaryLines, testLines } = await import('@haulout/devnet/test');
  console.log('Running Move unit tests');
  return {
    test: (result) => testLines(result).forEach((line) => console.log(line)),
    summary: (run) => summaryLines(run, { width: WIDTH }).forEach((line) => console.log(line)),
  };
}

function forMachines({ name, verdict, message, failure, printed, instructions }: TestResult): object {
  if (verdict === 'pass') return { name, verdict, printed, instructions };
  const { file, line, constant } = failure?.source ?? {};
  return { name, verdict, message, file, line, constant, printed, instructions };
}

/** A number as the 32 bytes that the machine draws from. */
function seedBytes(seed: bigint): Uint8Array {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setBigUint64(0, seed);
  return bytes;
}
