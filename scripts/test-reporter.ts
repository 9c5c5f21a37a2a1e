/**
 * What `npm test` prints: one line a file when it has ended, each failure in full when it happens, and last
 * the failures by name and `tests: N passed, N failed`. A file that cannot be loaded, or has no test, is one
 * failure.
 */
import { relative, sep } from 'node:path';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite, TestSpecification, Vitest } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test or a suite is skipped. */
    why?: string;
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const indent = (text: string): string => text.replace(/^/gm, '    ');

export class SummaryReporter implements Reporter {
  #vitest?: Vitest;
  #files = 0;
  #ended = 0;
  #started = 0;
  readonly #failures: string[] = [];

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#files = specifications.length;
    this.#ended = 0;
    this.#started = performance.now();
    this.#failures.length = 0;
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result();
    const name = `${this.#nameOf(test.module)}: ${test.fullName}`;
    if (state === 'failed') this.#fail(name, errors);
    if (state === 'skipped') say(`SKIP ${name}${whyOf(test)}`);
    for (const { message } of test.annotations()) say(`NOTE ${name}: ${message}`);
  }

  onTestModuleEnd(module: TestModule): void {
    const name = this.#nameOf(module);
    for (const broken of [module, ...module.children.allSuites()])
      if (broken.errors().length > 0)
        this.#fail(broken === module ? name : `${name}: ${(broken as TestSuite).fullName}`, broken.errors());
    const { passed, skipped } = tallyOf(module);
    const failed = this.#failures.filter((failure) => failure.startsWith(name)).length;
    const { collectDuration, duration } = module.diagnostic();
    const wall = seconds(collectDuration + duration);
    const { cpuMs = 0, startedCpuMs = 0 } = module.meta();
    const cpu = [cpuMs, startedCpuMs]
      .filter((ms, at) => at === 0 || ms >= 50)
      .map(seconds)
      .join(' + ');
    // Not in the words of the last line: who looks for that one must not find another.
    const counts = [`${passed} ok`, failed > 0 && `${failed} FAILED`, skipped > 0 && `${skipped} left out`];
    say(
      `[${++this.#ended}/${this.#files}] ${name}: ${counts.filter(Boolean).join(', ')} ` +
        `(${wall} s, CPU ${cpu} s)`,
    );
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    unhandled.forEach((error) => this.#fail('outside of every test', [error]));
    if (modules.length === 0) this.#fail('no test file matches', []);
    const sum = { passed: 0, failed: this.#failures.length, skipped: 0 };
    for (const { passed, skipped } of modules.map(tallyOf)) {
      sum.passed += passed;
      sum.skipped += skipped;
    }
    if (sum.failed > 0) process.exitCode = 1;
    say('');
    for (const failure of this.#failures) say(`FAIL ${failure}`);
    say(`files: ${modules.length}, ${((performance.now() - this.#started) / 1000).toFixed(0)} s`);
    const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
    say(`tests: ${sum.passed} passed, ${sum.failed} failed${skipped}`);
  }

  #fail(name: string, errors: readonly SerializedError[]): void {
    this.#failures.push(name);
    say(`FAIL ${name}`);
    for (const error of errors) say(indent(describe(error)));
  }

  #nameOf({ moduleId }: TestModule): string {
    return relative(this.#vitest!.config.root, moduleId).split(sep).join('/');
  }
}

function tallyOf(module: TestModule): { readonly passed: number; readonly skipped: number } {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const count = (wanted: string): number => states.filter((state) => state === wanted).length;
  return { passed: count('passed'), skipped: count('skipped') };
}

/** The message with our part of its stack, what was compared unless the message shows it, and the cause. */
function describe(error: SerializedError): string {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  const parts = stack
    .split('\n')
    .filter((line) => !/^ +at .*node_modules.(@vitest|vitest|vite)\b/.test(line));
  if (typeof error['diff'] === 'string' && error['code'] !== 'ERR_ASSERTION') parts.push(error['diff']);
  if (error.cause !== undefined) parts.push(`caused by ${describe(error.cause as SerializedError)}`);
  return parts.join('\n');
}

/** Why a test is skipped: its own `meta.why`, or that of the suite it is in. */
function whyOf(task: TestCase | TestSuite | TestModule): string {
  const { why } = task.meta();
  if (why !== undefined) return `: ${why}`;
  return task.type === 'module' ? '' : whyOf(task.parent);
}
