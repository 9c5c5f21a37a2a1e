/** Sentences for people: at a terminal of 80 columns none is wider. */
import { TERMINAL_WIDTH, wrapped } from './table.js';

/** A stream that may be a terminal. */
type Target = Pick<NodeJS.WriteStream, 'isTTY'>;

/** Says something on standard output. */
export function say(text: string): void {
  console.log(fitted(text, process.stdout));
}

/** Says something beside the result, on standard error. */
export function sayAside(text: string): void {
  console.error(fitted(text, process.stderr));
}

/** The same text; at a terminal with line breaks where a line would be too long. */
function fitted(text: string, { isTTY }: Target): string {
  if (isTTY !== true) return text;
  const fits = (line: string): boolean => line.length <= TERMINAL_WIDTH;
  return text
    .split('\n')
    .flatMap((line) => (fits(line) ? line : wrapped(line, 0)))
    .join('\n');
}
