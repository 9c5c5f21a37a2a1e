import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { fileName, keystoreOption, objectId, writeJson } from '../command-line.js';
import { readDeployment } from '../deploy/deployment-file.js';
import { examples } from '../examples.js';
import { fullNodeUrl, RPC_HELP } from '../rpc-option.js';
import { facts, inColour, type Fact } from '../table.js';
import {
  ContextError,
  contextNamed,
  contextsFile,
  NAME,
  readContexts,
  SETTINGS,
  writeContexts,
  type Context,
  type Contexts,
} from './contexts-file.js';
import { sayAside, say } from '../say.js';

/** `haulout context` */
export function contextCommand(): Command {
  return new Command('context')
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(useCommand())
    .addCommand(removeCommand());
}

/** Reads the name of a context. */
function contextName(text: string): string {
  if (NAME.test(text)) return text;
  throw new InvalidArgumentError(
    `'${text}' is not a name: letters, digits, dots, dashes and underscores, at most 64.`,
  );
}

function listCommand(): Command {
  return new Command('list')
    .description('the contexts, and which of them is in use')
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout context list'))
    .action(async ({ json }: { readonly json: boolean }) => {
      const file = contextsFile();
      const contexts = await readContexts(file);
      if (json) return writeJson({ kind: 'contexts', file, ...contexts, all: contexts.all });
      if (contexts.all.size === 0) return sayAside(`${file} has no context: haulout context add`);
      console.log(contextsText(contexts, inColour()));
    });
}

/** A paragraph for each context. */
export function contextsText({ active, all }: Contexts, colours: boolean): string {
  const paragraphs = [...all].map(([name, context]) => {
    const settings = SETTINGS.flatMap((setting): Fact[] => {
      const value = context[setting];
      return value === undefined ? [] : [[`  ${setting}`, value]];
    });
    return `${name}${name === active ? ' (in use)' : ''}\n${facts(settings, colours)}`;
  });
  return paragraphs.join('\n\n');
}

interface AddFlags extends Context {
  readonly replace: boolean;
}

function addCommand(): Command {
  return new Command('add')
    .description(
      'keep a deployment, and with it a full node and a key, under a name; the first is used at once',
    )
    .argument('<name>', 'name of the context', contextName)
    .requiredOption('--deployment <file>', 'what haulout deploy or haulout network has written', fileName)
    .option('--rpc <url>', RPC_HELP, fullNodeUrl)
    .addOption(keystoreOption())
    .option('--address <address>', 'which key of the keystore, if it has several', objectId)
    .option('--replace', 'also if there is one of this name', false)
    .addHelpText(
      'after',
      examples('haulout context add testnet --deployment testnet.json --keystore my.keystore'),
    )
    .action(async (name: string, { replace, ...given }: AddFlags) => {
      const file = contextsFile();
      const { active, all } = await readContexts(file);
      if (all.has(name) && !replace) {
        throw new ContextError({
          code: 'CONTEXT_EXISTS',
          message: `there is a context '${name}'`,
          values: { name },
          advice: '--replace takes its place',
        });
      }
      const { deployment, keystore, rpc, address } = given;
      await readDeployment(deployment!);
      if (keystore !== undefined) {
        const { readKeystore } = await import('../deploy/keystore.js');
        await readKeystore(keystore, address);
      }
      const context = {
        deployment: resolve(deployment!),
        rpc,
        keystore: keystore === undefined ? undefined : resolve(keystore),
        address,
      };
      const used = active ?? name;
      await writeContexts(file, { active: used, all: new Map(all).set(name, context) });
      say(used === name ? `${name} is in use` : `${name} is kept; haulout context use ${name}`);
    });
}

function useCommand(): Command {
  return new Command('use')
    .description('use a context from now on')
    .argument('<name>', 'of the context', contextName)
    .addHelpText('after', examples('haulout context use testnet'))
    .action(async (name: string) => {
      const file = contextsFile();
      const contexts = await readContexts(file);
      contextNamed(contexts, name);
      await writeContexts(file, { ...contexts, active: name });
      console.log(`${name} is in use`);
    });
}

function removeCommand(): Command {
  return new Command('remove')
    .description('forget a context; the files that it names stay')
    .argument('<name>', 'of the context', contextName)
    .addHelpText('after', examples('haulout context remove testnet'))
    .action(async (name: string) => {
      const file = contextsFile();
      const contexts = await readContexts(file);
      contextNamed(contexts, name);
      const all = new Map([...contexts.all].filter(([each]) => each !== name));
      const active = contexts.active === name ? undefined : contexts.active;
      await writeContexts(file, { active, all });
      console.log(active === undefined ? `${name} is forgotten; none is in use` : `${name} is forgotten`);
    });
}
