import type { StoreRepair } from '@haulout/node';
import { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count, size } from '../format.js';
import { facts, inColour, type Fact } from '../table.js';
import { nodePlaces, readNodeConfig } from './node-folder.js';

interface Flags {
  readonly folder: string;
  readonly json: boolean;
}

/** How often a repair says how far it has come, in ms. */
const TELL_MS = 5_000;

/** `haulout node repair`: needs no chain, as the node does not run. */
export function repairCommand(): Command {
  return new Command('repair')
    .description('make a damaged store usable again, with what can be read of it; the node must not run')
    .option('--folder <folder>', 'folder of the node, as haulout node register made it', 'haulout-node')
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout node repair'))
    .action(async ({ folder, json }: Flags) => {
      await readNodeConfig(folder);
      const { repairBlobStore } = await import('@haulout/node');
      const repair = await repairBlobStore(nodePlaces(folder).store, json ? undefined : tellProgress());
      if (json) return writeJson({ kind: 'repaired', ...repair });
      console.log(facts(factsOf(repair), inColour()));
    });
}

/** Tells from time to time how far a long repair has come. */
function tellProgress(): (done: number, all: number) => void {
  let toldMs = Date.now();
  return (done, all) => {
    if (Date.now() - toldMs < TELL_MS) return;
    toldMs = Date.now();
    console.error(
      `${Math.floor((100 * done) / all)} %: ${count(done, 'file')} compared with their checksums`,
    );
  };
}

function factsOf({ found, notesDropped, metadata, slivers, usedBytes, movedTo }: StoreRepair): Fact[] {
  const damage: Fact[] = found.map((what, index) => [index === 0 ? 'damage' : '', what]);
  return [
    ...(damage.length > 0 ? damage : [['damage', 'none'] as const]),
    ['kept', `metadata of ${count(metadata, 'blob')}, ${count(slivers, 'sliver')}: ${size(usedBytes)}`],
    ['notes', notesDropped ? 'dropped: the node learns them anew from the chain' : 'kept'],
    ...(movedTo === undefined ? [] : [['moved aside', `files as they were before, to ${movedTo}`] as const]),
    [
      'next',
      notesDropped ? 'haulout node run, which rebuilds from other nodes what is lost' : 'haulout node run',
    ],
  ];
}
