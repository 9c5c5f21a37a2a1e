import { Command } from 'commander';

/** The commands in the order of the help, each with how to load it: what most of them need takes a second. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo/command.js')).demoCommand(),
  network: async () => (await import('./network/command.js')).networkCommand(),
  move: async () => (await import('./move/command.js')).moveCommand(),
  deploy: async () => (await import('./deploy/command.js')).deployCommand(),
  'get-wal': async () => (await import('./exchange/command.js')).getWalCommand(),
  store: async () => (await import('./blobs/store.js')).storeCommand(),
  read: async () => (await import('./blobs/read.js')).readCommand(),
  files: async () => (await import('./blobs/files.js')).filesCommand(),
  status: async () => (await import('./blobs/status.js')).statusCommand(),
  check: async () => (await import('./blobs/check.js')).checkCommand(),
  'blob-id': async () => (await import('./blobs/blob-id.js')).blobIdCommand(),
  list: async () => (await import('./blobs/list.js')).listCommand(),
  extend: async () => (await import('./blobs/extend.js')).extendCommand(),
  delete: async () => (await import('./blobs/delete.js')).deleteCommand(),
  burn: async () => (await import('./blobs/burn.js')).burnCommand(),
  share: async () => (await import('./blobs/share.js')).shareCommand(),
  fund: async () => (await import('./blobs/share.js')).fundCommand(),
  attributes: async () => (await import('./blobs/attributes.js')).attributesCommand(),
  storage: async () => (await import('./storage/command.js')).storageCommand(),
  pool: async () => (await import('./pool/command.js')).poolCommand(),
  info: async () => (await import('./info/command.js')).infoCommand(),
  stake: async () => (await import('./stake/command.js')).stakeCommand(),
  node: async () => (await import('./node/command.js')).nodeCommand(),
  epoch: async () => (await import('./epoch/command.js')).epochCommand(),
  round: async () => (await import('./round/command.js')).roundCommand(),
  committee: async () => (await import('./committee/command.js')).committeeCommand(),
  explain: async () => (await import('./history/explain.js')).explainCommand(),
  verify: async () => (await import('./history/verify.js')).verifyCommand(),
};

/**
 * The `haulout` command.
 *
 * @param called the first word of the command line: if it names a command, that is the only one to be loaded;
 *   otherwise everything that `haulout` can do is
 */
export async function createProgram(called?: string): Promise<Command> {
  const program = new Command('haulout')
    .description('A Walrus-style storage network on Sui, in one process or on a real chain')
    .version('0.1.0');
  const isKnown = called !== undefined && Object.hasOwn(COMMANDS, called);
  for (const name of isKnown ? [called] : Object.keys(COMMANDS)) program.addCommand(await COMMANDS[name]!());
  tidyHelp(program);
  return program;
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
