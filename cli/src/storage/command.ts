/** `haulout storage ...`: storage that is paid for and that no blob makes use of. */
import { readEpochState } from '@haulout/sdk/chain';
import type { StorageObject } from '@haulout/sdk/client';
import { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { size } from '../format.js';
import { connect } from '../located.js';
import { ofOwner, ownerOf, type OwnedFlags } from '../owned.js';
import { sayAside } from '../say.js';
import { inColour, table } from '../table.js';

/** `haulout storage` */
export function storageCommand(): Command {
  return new Command('storage').addCommand(listCommand());
}

function listCommand(): Command {
  return ofOwner('list', 'the storage of an address: size, epochs, object')
    .addHelpText('after', examples('haulout storage list ADDRESS'))
    .action(async (given: string | undefined, flags: OwnedFlags) => {
      const owner = await ownerOf(given, flags);
      const { client, haulout, record } = await connect(flags);
      const { epoch } = await readEpochState(client, record.stakingObjectId);
      const storage: StorageObject[] = [];
      for await (const one of haulout.storage.list({ owner })) storage.push(one);
      storage.sort((a, b) => a.endEpoch - b.endEpoch);
      if (flags.json) return writeJson({ kind: 'storage', owner, epoch, storage });
      if (storage.length === 0) return sayAside(`${owner} has no storage that no blob uses`);
      const columns = [
        { header: 'size', right: true },
        { header: 'from' },
        { header: 'until' },
        { header: '' },
      ];
      const rows = storage.map(({ storageObjectId, size: bytes, startEpoch, endEpoch }) => ({
        cells: [
          size(bytes),
          `epoch ${startEpoch}`,
          `epoch ${endEpoch}`,
          endEpoch <= epoch ? 'has ended' : startEpoch > epoch ? 'not yet' : 'now',
        ],
        below: `object ${storageObjectId}`,
      }));
      console.log(table(columns, rows, inColour()));
    });
}
