/** Commands take from a context what their command line does not say. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { contextNamed, contextsFile, readContexts, type Context } from './contexts-file.js';

/** Where values come from, for commander: the environment goes before these, but not before the other. */
const ACTIVE = 'config';
const NAMED = 'context';

/** Adds `--context`, and lets every command take what it needs from the context that is in use. */
export function withContexts(program: Command): Command {
  return program
    .addOption(
      new Option('--context <name>', 'settings to use, of those that haulout context keeps').env(
        'HAULOUT_CONTEXT',
      ),
    )
    .hook('preSubcommand', async (_, command) => {
      if (!usesContext(command)) return;
      const name = program.getOptionValue('context') as string | undefined;
      const contexts = await readContexts(contextsFile());
      const used = name ?? contexts.active;
      if (used !== undefined)
        apply(command, contextNamed(contexts, used), name === undefined ? ACTIVE : NAMED);
    })
    .hook('preAction', (_, command) => keepTogether(command));
}

/** Makes a program for completion only: it knows the names of contexts, where `--context` may stand too. */
export async function offerContexts(program: Command): Promise<void> {
  const contexts = await readContexts(contextsFile()).catch(() => undefined);
  const names = [...(contexts?.all.keys() ?? [])];
  const option = program.options.find((one) => one.attributeName() === 'context')!;
  if (names.length > 0) option.argChoices = names;
  const offer = (command: Command): void => {
    if (!usesContext(command)) return;
    command.addOption(option);
    command.commands.forEach(offer);
  };
  program.commands.forEach(offer);
  const own = program.commands.find((one) => one.name() === 'context')?.commands ?? [];
  for (const command of own)
    if (['use', 'remove'].includes(command.name())) command.registeredArguments[0]!.argChoices = names;
}

function usesContext(command: Command): boolean {
  const takes = (name: string): boolean => command.options.some((option) => option.attributeName() === name);
  return takes('deployment') || takes('keystore') || command.commands.some(usesContext);
}

/** Sets options, before the command line is read. */
function apply(command: Command, context: Context, source: string): void {
  const has = (name: string): boolean => command.options.some((option) => option.attributeName() === name);
  const settings = [
    ...(has('deployment') ? (['deployment', 'rpc'] as const) : []),
    ...(has('keystore') ? (['keystore', 'address'] as const) : []),
  ];
  for (const name of settings)
    if (context[name] !== undefined) command.setOptionValueWithSource(name, context[name], source);
  for (const each of command.commands) apply(each, context, source);
}

/** A full node belongs to its deployment, and an address to its keystore: beside another they are wrong. */
function keepTogether(command: Command): void {
  const isOfContext = (name: string): boolean =>
    [ACTIVE, NAMED].includes(command.getOptionValueSource(name) ?? '');
  for (const [whole, part] of [
    ['deployment', 'rpc'],
    ['keystore', 'address'],
  ] as const)
    if (isOfContext(part) && !isOfContext(whole))
      command.setOptionValueWithSource(part, undefined, 'default');
}
