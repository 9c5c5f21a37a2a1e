import { Command } from 'commander';
import { offerContexts, withContexts } from './context/use-context.js';
import { fromCommand } from './usage.js';

/** A command: what it is for, and how to load it, as what most of them need takes a while. */
interface Entry {
  readonly about: string;
  readonly load: () => Promise<Command>;
}

/** The commands in the order of the help. */
const COMMANDS: Readonly<Record<string, Entry>> = {
  demo: {
    about: 'store a file on a network in this process, break nodes, read it back; catch a node that forgets',
    load: async () => (await import('./demo/command.js')).demoCommand(),
  },
  network: {
    about: 'run a storage network in this process, for any client on this machine, until interrupted',
    load: async () => (await import('./network/command.js')).networkCommand(),
  },
  deploy: {
    about: 'publish the Move packages on a Sui network and create the shared objects; run again to go on',
    load: async () => (await import('./deploy/command.js')).deployCommand(),
  },
  'get-wal': {
    about: 'change SUI into WAL at the exchange of a test network',
    load: async () => (await import('./exchange/command.js')).getWalCommand(),
  },
  store: {
    about: 'store files, paid by a key of a keystore of the Sui CLI',
    load: async () => (await import('./blobs/store.js')).storeCommand(),
  },
  read: {
    about: 'read a blob, or a file of a quilt, and check every byte of it',
    load: async () => (await import('./blobs/read.js')).readCommand(),
  },
  files: {
    about: 'list the files of a quilt: patch id, name, tags',
    load: async () => (await import('./blobs/files.js')).filesCommand(),
  },
  status: {
    about: 'what the network says about a blob',
    load: async () => (await import('./blobs/status.js')).statusCommand(),
  },
  check: {
    about: 'whether the network has a blob, from a sample of it',
    load: async () => (await import('./blobs/check.js')).checkCommand(),
  },
  'blob-id': {
    about: 'the id that a file would have as a blob; nothing is stored',
    load: async () => (await import('./blobs/blob-id.js')).blobIdCommand(),
  },
  'convert-blob-id': {
    about: 'a blob id as the number that the chain has, and back',
    load: async () => (await import('./blobs/convert-blob-id.js')).convertBlobIdCommand(),
  },
  list: {
    about: 'the blobs of an address: id, size, kind, end, object',
    load: async () => (await import('./blobs/list.js')).listCommand(),
  },
  resume: {
    about: 'finish a store that was interrupted, without paying again',
    load: async () => (await import('./blobs/resume.js')).resumeCommand(),
  },
  renew: {
    about: 'keep blobs alive: prolong all that end too early',
    load: async () => (await import('./blobs/renew.js')).renewCommand(),
  },
  extend: {
    about: 'prolong a blob',
    load: async () => (await import('./blobs/extend.js')).extendCommand(),
  },
  delete: {
    about: 'end a deletable blob before its time; its storage stays yours',
    load: async () => (await import('./blobs/delete.js')).deleteCommand(),
  },
  burn: {
    about: 'destroy objects of blobs, which the network keeps until their end',
    load: async () => (await import('./blobs/burn.js')).burnCommand(),
  },
  share: {
    about: 'give a blob away to everyone, for good: anyone may fund and extend it',
    load: async () => (await import('./blobs/share.js')).shareCommand(),
  },
  fund: {
    about: 'put WAL into a shared blob, for those who extend it',
    load: async () => (await import('./blobs/share.js')).fundCommand(),
  },
  attributes: {
    about: 'names and values that belong to a blob object',
    load: async () => (await import('./blobs/attributes.js')).attributesCommand(),
  },
  storage: {
    about: 'storage that is paid for and that no blob uses; store takes it first',
    load: async () => (await import('./storage/command.js')).storageCommand(),
  },
  pool: {
    about: 'storage pools: storage of one period that is paid once, for many blobs',
    load: async () => (await import('./pool/command.js')).poolCommand(),
  },
  aggregator: {
    about: 'serve blobs and files over HTTP to whoever asks',
    load: async () => (await import('./gateway/commands.js')).aggregatorCommand(),
  },
  publisher: {
    about: 'store what is uploaded over HTTP, and pay for it with a key',
    load: async () => (await import('./gateway/commands.js')).publisherCommand(),
  },
  daemon: {
    about: 'an aggregator and a publisher in one',
    load: async () => (await import('./gateway/commands.js')).daemonCommand(),
  },
  relay: {
    about: 'upload blobs for browsers, which register and pay for them',
    load: async () => (await import('./gateway/commands.js')).relayCommand(),
  },
  info: {
    about: 'prices, epoch, capacity, shards and the largest blob of a network',
    load: async () => (await import('./info/command.js')).infoCommand(),
  },
  stake: {
    about: 'stake WAL with storage nodes',
    load: async () => (await import('./stake/command.js')).stakeCommand(),
  },
  node: {
    about: 'operate a storage node',
    load: async () => (await import('./node/command.js')).nodeCommand(),
  },
  epoch: {
    about: 'where the epochs stand, and how they go on',
    load: async () => (await import('./epoch/command.js')).epochCommand(),
  },
  round: {
    about: 'rounds of storage challenges; running nodes do all of it by themselves',
    load: async () => (await import('./round/command.js')).roundCommand(),
  },
  committee: {
    about: 'who holds the shards, who will, and who has to pay',
    load: async () => (await import('./committee/command.js')).committeeCommand(),
  },
  health: {
    about: 'how the storage nodes are, by their own account',
    load: async () => (await import('./health/command.js')).healthCommand(),
  },
  explain: {
    about: 'what happened, when, and by whose word; every signature is checked again',
    load: async () => (await import('./history/explain.js')).explainCommand(),
  },
  verify: {
    about: 'check an exported story again, without asking anybody',
    load: async () => (await import('./history/verify.js')).verifyCommand(),
  },
  move: {
    about: 'build and test a Move package, as sui move does, without the sui CLI',
    load: async () => (await import('./move/command.js')).moveCommand(),
  },
  context: {
    about: 'settings by name, so that commands need no options: deployment, full node, key',
    load: async () => (await import('./context/command.js')).contextCommand(),
  },
};

/** For shells; made of all the others. */
const COMPLETION = { name: 'completion', about: 'print a script that completes command lines in a shell' };

/**
 * The `haulout` command.
 *
 * @param args a command line: the command that it calls, explains or completes is loaded; of the others only
 *   the names and what they are for are there
 */
export async function createProgram(args: readonly string[] = []): Promise<Command> {
  const [first, ...others] = fromCommand(args);
  // What is to be completed comes behind `--`.
  const [wanted] = first === 'help' ? others : first === 'complete' ? fromCommand(others) : [first];
  const program = await programOf((name) => name === wanted);
  if (first === 'complete') await offerContexts(program);
  if (first === 'complete' || wanted === COMPLETION.name) await withCompletion(program);
  else program.addCommand(new Command(COMPLETION.name).description(COMPLETION.about));
  return tidied(program);
}

/** The `haulout` command with all that it can do. */
export async function createWholeProgram(): Promise<Command> {
  const program = await programOf(() => true);
  await withCompletion(program);
  return tidied(program);
}

async function programOf(isLoaded: (name: string) => boolean): Promise<Command> {
  const program = new Command('haulout')
    .description('A Walrus-style storage network on Sui, in one process or on a real chain')
    .version('0.1.0');
  withContexts(program);
  for (const [name, { about, load }] of Object.entries(COMMANDS)) {
    const command = isLoaded(name) ? await load() : new Command(name);
    program.addCommand(command.description(about));
  }
  return program;
}

async function withCompletion(program: Command): Promise<void> {
  const { addCompletion } = await import('./completion/completion.js');
  addCompletion(program).description(COMPLETION.about);
}

function tidied(program: Command): Command {
  tidyHelp(program);
  // What a command takes stands in its own help.
  return program.configureHelp({ minWidthToWrap: 24, subcommandTerm: (command) => command.name() });
}

/** Makes the help of all commands readable in a terminal of 80 columns. */
function tidyHelp(command: Command): void {
  // Text wraps also where the names of commands are long.
  command.configureHelp({ minWidthToWrap: 24 });
  // That a flag is off unless it is given goes without saying. The command has taken the default over
  // already.
  for (const option of command.options) if (option.defaultValue === false) option.defaultValue = undefined;
  command.commands.forEach(tidyHelp);
}
