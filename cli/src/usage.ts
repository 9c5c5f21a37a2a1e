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

/** The words that call the command of a command line: `haulout stake add`. */
export function calledCommand(program: Command, args: readonly string[]): string {
  const names = [program.name()];
  let command = program;
  for (const arg of args) {
    const next = command.commands.find((one) => one.name() === arg);
    if (next === undefined) break;
    names.push(arg);
    command = next;
  }
  return names.join(' ');
}
