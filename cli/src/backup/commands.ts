/** `haulout node backup` and `haulout node restore-backup`: neither needs a chain. */
import { Command } from 'commander';
import { printable } from '../blobs/text.js';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count, size } from '../format.js';
import { nodePlaces, readNodeConfig } from '../node/node-folder.js';
import { makeBackup, restoreBackup, type BackupList } from './backup.js';
import { say, sayAside } from '../say.js';

interface Flags {
  readonly folder: string;
  readonly json: boolean;
}

function local(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--folder <folder>', 'folder of the node', 'haulout-node')
    .option('--json', 'one JSON object, for machines', false);
}

/** `haulout node backup` */
export function backupCommand(): Command {
  return local('backup', 'copy the keys and settings of a node that does not run, and its store if asked for')
    .argument('<to>', 'folder for the backup, missing or empty')
    .option('--with-store', 'also what it stores; else a restored node rebuilds that', false)
    .addHelpText('after', examples('haulout node backup walrus-7-backup'))
    .action(async (to: string, { folder, json, withStore }: Flags & { readonly withStore: boolean }) => {
      const list = await makeBackup(folder, to, { store: withStore, madeAt: new Date() });
      if (json) return writeJson(summary(list));
      const { deployment, keystore } = await readNodeConfig(folder);
      say(`${to} has ${textOf(list)}`);
      console.error(
        [
          'Whoever has it can sign as the node: keep it where nobody else reads it.',
          'It is without two files that are not of the node alone:',
          `  ${deployment}`,
          `  ${keystore}`,
        ].join('\n'),
      );
    });
}

/** `haulout node restore-backup` */
export function restoreBackupCommand(): Command {
  return local('restore-backup', 'put a node back from its backup, into a folder that is missing or empty')
    .argument('<from>', 'folder of the backup')
    .addHelpText('after', examples('haulout node restore-backup walrus-7-backup --folder haulout-node'))
    .action(async (from: string, { folder, json }: Flags) => {
      const list = await restoreBackup(from, folder);
      const usedBytes = list.hasStore ? await usedBytesOf(folder) : undefined;
      if (json) return writeJson({ ...summary(list), usedBytes });
      const stored = usedBytes === undefined ? '' : `; its store opens, with ${size(usedBytes)}`;
      say(`${folder} has ${textOf(list)}${stored}`);
      sayAside('Never run a node twice: make sure that the one of this backup runs nowhere else.');
    });
}

/** Opens the store, which shows that it can be. */
async function usedBytesOf(folder: string): Promise<number> {
  const { openBlobStore } = await import('@haulout/node');
  const store = await openBlobStore(nodePlaces(folder).store);
  const { usedBytes } = store.usage();
  await store.close();
  return usedBytes;
}

function summary({ nodeId, name, madeAt, hasStore, files }: BackupList) {
  return { kind: 'backup', nodeId, name, madeAt, hasStore, files: files.length, bytes: bytesOf(files) };
}

const bytesOf = (files: BackupList['files']): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

function textOf({ name, hasStore, files, madeAt }: BackupList): string {
  const what = hasStore ? 'keys, settings and store' : 'keys and settings';
  const when = printable(`${madeAt.slice(0, 16).replace('T', ' ')} UTC`);
  const amount = `${count(files.length, 'file')}, ${size(bytesOf(files))}`;
  return `${what} of ${printable(name)} as of ${when}: ${amount}`;
}
