import { createProgram } from './program.js';

try {
  await createProgram().parseAsync();
} catch (error) {
  console.error(process.env['DEBUG'] && error instanceof Error ? error.stack : `haulout: ${lineOf(error)}`);
  process.exitCode = 1;
}

/** One line says what failed, and what was behind it; the way there only when asked for. */
function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const line = error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
  const { cause } = error;
  const says = cause instanceof Error && !line.includes(cause.message);
  return says ? `${line} (${lineOf(cause)})` : line;
}
