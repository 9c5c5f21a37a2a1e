/** One run of the `haulout` command, from its arguments to its exit code. */
import { isHauloutError } from '@haulout/sdk/base';
import { CommanderError, type Command } from 'commander';
import { errorLine } from './error-line.js';
import { withIdsLast } from './ids-last.js';
import { createProgram } from './program.js';
import { isTold } from './log/told.js';
import { isReaderGone } from './reader-gone.js';
import { sayAside } from './say.js';
import { calledCommand, wordsOf } from './usage.js';

/**
 * Runs a command line. Whatever goes wrong is told on standard error (see {@link errorLine}).
 *
 * @param args without the names of Node and of the script
 * @returns the exit code: 0, or 1 when something went wrong
 */
export async function run(args: readonly string[]): Promise<number> {
  const program = await createProgram(args);
  throwInsteadOfExit(program);
  try {
    refuseUnknownHelp(program, args);
    await program.parseAsync(withIdsLast(program, args), { from: 'user' });
    return 0;
  } catch (error) {
    if (isReaderGone(error)) return 0;
    const json = args.includes('--json');
    if (isTold(error) && !json) return 1;
    // What the Move compiler has said has its own lines.
    const tell = json || isHauloutError(error, 'COMPILE_FAILED') ? console.error : sayAside;
    if (error instanceof CommanderError) {
      // Help was asked for, or shown because no command was given: it has been printed.
      if (error.exitCode === 0 || error.code === 'commander.help') return error.exitCode;
      const hint = json ? '' : `\n${wordsOf(calledCommand(program, args))} --help shows what it takes.`;
      tell(`${errorLine(error, json)}${hint}`);
    } else if (process.env['DEBUG'] && error instanceof Error) console.error(error.stack);
    else tell(errorLine(error, json));
    return 1;
  }
}

/** Lets commander throw its errors, for all commands, so that they are told as all others are. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.commands.forEach(throwInsteadOfExit);
}

/** `haulout help WORD`: commander shows the whole help for a word that it does not know. */
function refuseUnknownHelp(program: Command, [first, second]: readonly string[]): void {
  if (first !== 'help' || second === undefined || second.startsWith('-')) return;
  if (program.commands.some((command) => command.name() === second)) return;
  throw new CommanderError(1, 'commander.unknownCommand', `error: unknown command '${second}'`);
}
