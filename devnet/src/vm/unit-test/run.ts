/**
 * Runs Move unit tests on this package's own machine, where BLS12-381 and randomness are real.
 *
 * Every test begins in an empty world: no objects, nobody's transaction, the same seed. A test that runs for
 * more instructions than the limit has timed out. The rules on what passes are those of `sui move test`.
 */
import { ExecutionFailure, MoveError } from '../errors.js';
import { createMachine } from '../create-machine.js';
import { pureNatives } from '../natives/index.js';
import { objectNativeTable } from '../natives/sui/index.js';
import { TestWorld, TransactionRuntime, systemLimits } from '../runtime/index.js';
import type { TransactionEnvironment } from '../runtime/index.js';
import type { Machine, Meter } from '../machine.js';
import {
  describeFailure,
  failureText,
  meets,
  moduleTextWith,
  placeText,
  wrongFailureText,
} from './failure.js';
import type { Failure, ModuleText } from './failure.js';
import { packagesOf } from './packages.js';
import type { Address } from '../types.js';
import type { MoveTest, MoveTestPlan } from './plan.js';
import { RandomArguments } from './random-arguments.js';
import { remembering } from './cached-natives.js';

/** How tests are run. */
export interface RunOptions {
  /**
   * Which tests to run: those whose module's name contains this text, or whose full name matches it as a
   * regular expression. Default: all.
   */
  readonly filter?: string;
  /** Instructions that one test may run. Default 10 million. */
  readonly stepLimit?: number;
  /**
   * 32 bytes: the root of what `sui::random` gives tests, and of the arguments of random tests. Default:
   * zeros.
   */
  readonly seed?: Uint8Array;
  /** How often a random test runs, with other arguments each time, until it fails. Default 10. */
  readonly randomRuns?: number;
  /** Told the outcome of each test, when it has run. */
  readonly onTest?: (result: TestResult) => void;
  /**
   * Called before every instruction, for coverage; slow. `offset` counts instructions of the function,
   * `address` is its module's.
   */
  readonly trace?: (module: string, functionIndex: number, offset: number, address: Address) => void;
}

/** The outcome of one test. */
export interface TestResult {
  /** `package::module::function` */
  readonly name: string;
  readonly verdict: 'pass' | 'fail' | 'timeout';
  /** How the call failed, whether it should have or not; undefined when it returned. */
  readonly failure: Failure | undefined;
  /** Why the test did not pass, for people; empty for one that passed. */
  readonly message: string;
  /** What the test printed, line by line. */
  readonly printed: readonly string[];
  readonly instructions: number;
}

/** The outcome of all tests of a plan. */
export interface TestRun {
  /** By module, and by name within each. */
  readonly tests: readonly TestResult[];
  readonly passed: number;
  readonly failed: number;
}

/** Runs the tests of a plan, one after the other. Throws only when a module of the plan is malformed. */
export function runCompiledTests(plan: MoveTestPlan, options: RunOptions = {}): TestRun {
  const packages = packagesOf(plan.modules);
  const moduleText = moduleTextWith(new Map([...(plan.addresses ?? [])].map(([name, at]) => [at, name])));
  const machine = createMachine<TransactionRuntime>({
    packages: { getPackage: (id) => packages.get(id) },
    natives: { ...remembering(pureNatives), ...objectNativeTable },
    ...(options.trace && { trace: options.trace }),
  });
  const wanted = plan.tests.filter(matcher(options.filter));
  const runner: Runner = { machine, moduleText, sites: plan.sites, options };
  const tests = wanted.sort(byModuleAndName).map((test) => {
    const result = runTest(runner, test);
    options.onTest?.(result);
    return result;
  });
  const passed = tests.filter(({ verdict }) => verdict === 'pass').length;
  return { tests, passed, failed: tests.length - passed };
}

const defaultStepLimit = 10_000_000;
const defaultRandomRuns = 10;

/** What running a test takes. */
interface Runner {
  readonly machine: Machine<TransactionRuntime>;
  readonly moduleText: ModuleText;
  readonly sites: MoveTestPlan['sites'];
  readonly options: RunOptions;
}

function runTest(runner: Runner, test: MoveTest): TestResult {
  if (!test.isRandom) return runOnce(runner, test, []);
  const { seed = new Uint8Array(32), randomRuns = defaultRandomRuns } = runner.options;
  const random = new RandomArguments(seed, test.name);
  const printed: string[] = [];
  let instructions = 0;
  let result: TestResult;
  let runs = 0;
  do {
    const drawn = drawArguments(runner.machine, test, random);
    result = 'failure' in drawn ? unrunnable(runner, test, drawn.failure) : runOnce(runner, test, drawn);
    printed.push(...result.printed);
    instructions += result.instructions;
  } while (result.verdict === 'pass' && ++runs < randomRuns);
  return { ...result, printed, instructions };
}

type Drawn = readonly { readonly bytes: Uint8Array; readonly text: string }[];

function drawArguments(
  machine: Machine<TransactionRuntime>,
  { module, function: name }: MoveTest,
  random: RandomArguments,
): Drawn | { readonly failure: ExecutionFailure } {
  const { parameters } = machine.signature(module.address, module.name, name)!;
  try {
    return parameters.map((parameter) => random.draw(parameter));
  } catch (failure) {
    if (failure instanceof ExecutionFailure) return { failure };
    throw failure;
  }
}

function unrunnable({ machine, sites }: Runner, { name }: MoveTest, error: ExecutionFailure): TestResult {
  const failure = describeFailure(error, machine as Machine<never>, sites);
  return { name, verdict: 'fail', failure, message: error.reason, printed: [], instructions: 0 };
}

function runOnce({ machine, moduleText, sites, options }: Runner, test: MoveTest, drawn: Drawn): TestResult {
  const { seed, stepLimit = defaultStepLimit } = options;
  const printed: string[] = [];
  const meter = new StepMeter(stepLimit);
  const testWorld = new TestWorld(seed && { seed });
  const runtime = new TransactionRuntime(nobody, testWorld, { testWorld, limits: systemLimits });
  let failure: Failure | undefined;
  try {
    machine.call(
      {
        package: test.module.address,
        module: test.module.name,
        function: test.function,
        typeArguments: [],
        arguments: drawn.map(({ bytes }) => bytes),
      },
      { runtime, meter, print: (line) => printed.push(line) },
    );
  } catch (error) {
    failure = describeFailure(asMoveError(error), machine as Machine<never>, sites);
  }
  const { verdict, message } = judge(test, failure, moduleText);
  const given = verdict === 'pass' || !test.isRandom ? '' : `\nThe arguments were ${argumentsText(drawn)}.`;
  return {
    name: test.name,
    verdict,
    message: message + given,
    failure,
    printed,
    instructions: meter.executed,
  };
}

function argumentsText(drawn: Drawn): string {
  return `(${drawn.map(({ text }) => text).join(', ')})`;
}

/** A fault of the machine itself fails one test and not the run. */
function asMoveError(error: unknown): MoveError {
  if (error instanceof MoveError) return error;
  return new ExecutionFailure('INVARIANT_VIOLATION', String(error), undefined, { cause: error });
}

function judge(
  { expectedFailure }: MoveTest,
  failure: Failure | undefined,
  moduleText: ModuleText,
): Pick<TestResult, 'verdict' | 'message'> {
  if (failure === undefined) {
    return expectedFailure === undefined
      ? { verdict: 'pass', message: '' }
      : { verdict: 'fail', message: 'Test did not error as expected' };
  }
  if (expectedFailure === undefined) {
    if (failure.status === 'OUT_OF_GAS') return { verdict: 'timeout', message: 'Test timed out' };
    const happened = failureText(failure, moduleText);
    return {
      verdict: 'fail',
      message: `Test was not expected to error, but it ${happened} rooted here${placeText(failure)}`,
    };
  }
  if (meets(failure, expectedFailure)) return { verdict: 'pass', message: '' };
  const why = wrongFailureText(failure, expectedFailure, moduleText);
  return { verdict: 'fail', message: `${why} rooted here${placeText(failure)}` };
}

/** Counts instructions and stops at a limit. */
class StepMeter implements Meter {
  readonly #limit: number;
  executed = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  instructions(count: number): void {
    this.executed += count;
    if (this.executed > this.#limit) {
      throw new ExecutionFailure('OUT_OF_GAS', `more than ${this.#limit} instructions`);
    }
  }

  native(): void {
    // Natives end by themselves; only instructions can go on for ever.
  }
}

/** The transaction that a test is in until it makes a context of its own. */
const nobody: TransactionEnvironment = {
  sender: `0x${'0'.repeat(64)}`,
  sponsor: undefined,
  digest: new Uint8Array(32),
  epoch: 0n,
  epochTimestampMs: 0n,
  gasPrice: 0n,
  referenceGasPrice: 0n,
  gasBudget: 0n,
};

function matcher(filter: string | undefined): (test: MoveTest) => boolean {
  if (filter === undefined) return () => true;
  let pattern: RegExp | undefined;
  try {
    pattern = new RegExp(filter);
  } catch {
    pattern = undefined;
  }
  return ({ name, module }) => {
    return module.name.includes(filter) || (pattern?.test(name) ?? name.includes(filter));
  };
}

function byModuleAndName(a: MoveTest, b: MoveTest): number {
  return (
    compare(a.module.address, b.module.address) ||
    compare(a.module.name, b.module.name) ||
    compare(a.function, b.function)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
