import type { DeployCompileEvent } from './deploy/deploy.js';
import { seconds } from './format.js';

/** What the compiler does, in a line for people. */
export function compileText(event: DeployCompileEvent): string {
  const what = `the Move package ${event.package}`;
  return event.kind === 'compiling'
    ? `compiling ${what} (${event.index} of ${event.count}) ...`
    : `compiled ${what} in ${seconds(event.ms)}`;
}
