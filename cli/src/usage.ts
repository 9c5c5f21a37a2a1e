/** What is wrong with a command line, in the words of this program. */
import type { Command, CommanderError } from 'commander';

/** The sentences of commander that are put otherwise, and how. */
const SENTENCES: readonly (readonly [pattern: RegExp, sentence: (...parts: string[]) => string])[] = [
  [/^option '[^]*' value '[^]*' from env '(\w+)' is invalid\. ([^]*)$/, (name, why) => `${name}: ${why}`],
  [/^option '(.+?)' argument '[^]*' is invalid\. ([^]*)$/, (flags, why) => `${flags}: ${why}`],
  [
    /^command-argument value '[^]*' is invalid for argument '(.+?)'\. ([^]*)$/,
    (name, why) => `<${name}>: ${why}`,
  ],
  [/^missing required argument '(.+)'$/, (name) => `<${name}> is missing`],
  [
    /^required option '(--keystore .+)' not specified$/,
    (flags) =>
      `${flags} is missing, and HAULOUT_KEYSTORE is not set: it is the file with the key that pays and signs`,
  ],
  [/^required option '(.+)' not specified$/, (flags) => `${flags} is missing`],
];

/** One line for an error of commander, without the word `error` that it begins with. */
export function usageOf({ message }: CommanderError): string {
  const text = message.replace(/^error: /, '');
  for (const [pattern, sentence] of SENTENCES) {
    const match = pattern.exec(text);
    if (match !== null) return sentence(...match.slice(1)).replace(/\.$/, '');
  }
  return text;
}

/** Options of `haulout` itself, before the command, whose next word is their value. */
const WITH_VALUE: readonly string[] = ['--context'];

/** A command line from the name of the command on: options of `haulout` may stand before it. */
export function fromCommand(args: readonly string[]): readonly string[] {
  let at = 0;
  while (args[at]?.startsWith('-')) at += WITH_VALUE.includes(args[at]!) ? 2 : 1;
  return args.slice(at);
}

/** The command that a command line calls; the program when it names none. */
export function calledCommand(program: Command, args: readonly string[]): Command {
  let command = program;
  for (const arg of fromCommand(args)) {
    const next = command.commands.find((one) => one.name() === arg);
    if (next === undefined) break;
    command = next;
  }
  return command;
}

/** The words that call a command: `haulout stake add`. */
export function wordsOf(command: Command): string {
  return command.parent === null ? command.name() : `${wordsOf(command.parent)} ${command.name()}`;
}
