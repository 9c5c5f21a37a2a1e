/** The text of a test run, in the manner of `sui move test`. */
import type { TestRun } from './run.js';

/** What a person reads: printed values and a verdict for each test, the failures by module, the sums. */
export function testReport({ tests, passed, failed }: TestRun): string {
  const lines = ['Running Move unit tests'];
  for (const { name, verdict, printed } of tests) {
    lines.push(...printed, `[ ${verdict.toUpperCase().padEnd(7)} ] ${name}`);
  }
  const failures = tests.filter(({ verdict }) => verdict !== 'pass');
  if (failures.length > 0) lines.push('', 'Test failures:', '');
  let heading: string | undefined;
  for (const { name, message } of failures) {
    const cut = name.lastIndexOf('::');
    const module = name.slice(0, cut);
    if (module !== heading) lines.push(`Failures in ${module}:`);
    heading = module;
    lines.push('', `┌── ${name.slice(cut + 2)} ──────`);
    lines.push(...message.split('\n').map((line) => `│ ${line}`));
    lines.push('└──────────────────', '');
  }
  const verdict = failed === 0 ? 'OK' : 'FAILED';
  lines.push(
    `Test result: ${verdict}. Total tests: ${passed + failed}; passed: ${passed}; failed: ${failed}`,
  );
  return `${lines.join('\n')}\n`;
}
