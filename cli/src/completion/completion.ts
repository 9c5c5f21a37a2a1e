/** Completion of command lines in shells. */
import { ShellCompDirective } from '@bomb.sh/tab';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { examples } from '../examples.js';

/**
 * What answers a shell. The library always tells it to complete nothing else; where nothing of ours fits,
 * names of files do, for which there is no option.
 */
interface Completions {
  readonly completions: readonly unknown[];
  complete(word: string): void;
}

/**
 * Adds `haulout completion SHELL`, which prints a script for a shell, and the hidden command that this script
 * asks at each press of the tab key.
 */
export function addCompletion(program: Command): Command {
  const root: Completions = tab(program, { completionCommandName: 'completion' }) as never;
  const { complete } = root;
  root.complete = (word) => {
    if (root.completions.length > 0) complete.call(root, word);
    else console.log(`:${ShellCompDirective.ShellCompDirectiveDefault}`);
  };
  return program.commands
    .find((command) => command.name() === 'completion')!
    .addHelpText('after', examples('haulout completion bash', 'haulout completion zsh'));
}
