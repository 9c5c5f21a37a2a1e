import { errorLine } from './error-line.js';
import { createProgram } from './program.js';

try {
  await createProgram().parseAsync();
} catch (error) {
  console.error(
    process.env['DEBUG'] && error instanceof Error
      ? error.stack
      : errorLine(error, process.argv.includes('--json')),
  );
  process.exitCode = 1;
}
