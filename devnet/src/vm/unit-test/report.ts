/** The text of a test run, in the manner of `sui move test`. */
import type { TestResult, TestRun } from './run.js';

/** How the report is written. */
export interface ReportOptions {
  /** Longest line of what is said of a failure, where words allow it. Default: any. */
  readonly width?: number;
}

/** What a person reads: printed values and a verdict for each test, the failures by module, the sums. */
export function testReport(run: TestRun, options: ReportOptions = {}): string {
  const lines = ['Running Move unit tests', ...run.tests.flatMap(testLines), ...summaryLines(run, options)];
  return `${lines.join('\n')}\n`;
}

/** What a test printed, and its verdict. */
export function testLines({ name, verdict, printed }: TestResult): string[] {
  return [...printed, `[ ${verdict.toUpperCase().padEnd(7)} ] ${name}`];
}

/** The failures by module, and the sums. */
export function summaryLines(
  { tests, passed, failed }: TestRun,
  { width = Infinity }: ReportOptions = {},
): string[] {
  const failures = tests.filter(({ verdict }) => verdict !== 'pass');
  const lines = failures.length > 0 ? ['', 'Test failures:', ''] : [];
  let heading: string | undefined;
  for (const { name, message } of failures) {
    const cut = name.lastIndexOf('::');
    const module = name.slice(0, cut);
    if (module !== heading) lines.push(`Failures in ${module}:`);
    heading = module;
    lines.push('', `┌── ${name.slice(cut + 2)} ──────`);
    const said = message.split('\n').flatMap((line) => wrapped(line, width - 2));
    lines.push(...said.map((line) => `│ ${line}`));
    lines.push('└──────────────────', '');
  }
  const verdict = failed === 0 ? 'OK' : 'FAILED';
  const sums = `Total tests: ${passed + failed}; passed: ${passed}; failed: ${failed}`;
  return [...lines, `Test result: ${verdict}. ${sums}`];
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}
