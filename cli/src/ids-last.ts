/**
 * One blob id in 64 begins with a dash, and would be taken for an option. The ids of blobs and of quilt
 * patches have 43 and 50 characters, and no option is so long: that tells them apart.
 */
import type { Command } from 'commander';
import { calledCommand } from './usage.js';

/** Bytes of a blob id and of a quilt patch id, by the length of their text in base64url without padding. */
const BYTES_BY_LENGTH: ReadonlyMap<number, number> = new Map([
  [43, 32],
  [50, 37],
]);

/** What commands call these ids among their arguments. */
const ARGUMENTS: readonly string[] = ['id', 'blob-id'];

/**
 * A command line in which ids that begin with a dash stand at the end, behind `--`. Those of commands that
 * take no such ids stay as they are.
 *
 * @param program with the command that is called
 * @param args without the names of Node and of the script
 */
export function withIdsLast(program: Command, args: readonly string[]): string[] {
  const command = calledCommand(program, args);
  if (!command.registeredArguments.some((argument) => ARGUMENTS.includes(argument.name()))) return [...args];
  const withValue = [...program.options, ...command.options]
    .filter((option) => option.required)
    .flatMap(({ short, long }) => [short, long]);
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const ids: string[] = [];
  const others: string[] = [];
  for (const [index, arg] of args.slice(0, end).entries()) {
    const isValue = withValue.includes(args[index - 1]);
    (!isValue && isIdWithDash(arg) ? ids : others).push(arg);
  }
  if (ids.length === 0) return [...args];
  return [...others, '--', ...ids, ...args.slice(end + 1)];
}

/** Whether a word is the one text of some id's bytes: base64url leaves bits over, which are zero in it. */
function isIdWithDash(word: string): boolean {
  const bytes = BYTES_BY_LENGTH.get(word.length);
  if (bytes === undefined || !word.startsWith('-')) return false;
  const decoded = Buffer.from(word, 'base64url');
  return decoded.length === bytes && decoded.toString('base64url') === word;
}
