import type { BlobObject } from '@haulout/sdk/client';
import { beginOfEpoch, readEpochState, type EpochState } from '@haulout/sdk/chain';
import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count, size, when } from '../format.js';
import { connect } from '../located.js';
import { ofOwner, ownerOf, type OwnedFlags } from '../owned.js';
import { sayAside } from '../say.js';
import { inColour, table } from '../table.js';

interface ListFlags extends OwnedFlags {
  readonly all: boolean;
}

/** `haulout list [OWNER]` */
export function listCommand(): Command {
  return ofOwner('list')
    .option('--all', 'also those that have ended', false)
    .addHelpText('after', examples('haulout list ADDRESS', 'haulout list ADDRESS --all --json'))
    .action(async (given: string | undefined, flags: ListFlags) => {
      const owner = await ownerOf(given, flags);
      const { client, haulout, record } = await connect(flags);
      const state = await readEpochState(client, record.stakingObjectId);
      const found: BlobObject[] = [];
      for await (const blob of haulout.blobs.list({ owner })) found.push(blob);
      found.sort((a, b) => a.endEpoch - b.endEpoch);
      const blobs = flags.all ? found : found.filter(({ endEpoch }) => endEpoch > state.epoch);
      if (flags.json) {
        const listed = blobs.map((blob) => ({ ...blob, endMs: beginOfEpoch(state, blob.endEpoch) }));
        return writeJson({ kind: 'blobs', owner, epoch: state.epoch, blobs: listed });
      }
      if (blobs.length > 0) console.log(blobsText(blobs, state, inColour()));
      const hidden = found.length - blobs.length;
      if (blobs.length === 0) sayAside(`${owner} has no blob that lives`);
      if (hidden > 0) console.error(`${count(hidden, 'blob')} ended before: --all shows them`);
    });
}

/** A row and two lines below it for each blob, for terminals of 80 columns. */
export function blobsText(blobs: readonly BlobObject[], state: EpochState, colours: boolean): string {
  const columns = [
    { header: 'blob' },
    { header: 'size', right: true },
    { header: 'kind' },
    { header: 'until', right: true },
  ];
  const rows = blobs.map((blob) => ({
    cells: [blob.blobId, size(blob.size), blob.deletable ? 'deletable' : 'permanent', String(blob.endEpoch)],
    below: [`object ${blob.blobObjectId}`, `${stateOf(blob)}, ${endOf(blob, state)}`],
  }));
  return table(columns, rows, colours);
}

function stateOf({ certifiedEpoch, record }: BlobObject): string {
  if (record !== undefined) return `on record in epoch ${record.epoch}: haulout status says why`;
  return certifiedEpoch === undefined ? 'not certified' : 'certified';
}

function endOf({ endEpoch }: BlobObject, state: EpochState): string {
  const ends = when(beginOfEpoch(state, endEpoch), state.nowMs);
  return endEpoch <= state.epoch ? `ended ${ends}` : `ends ${ends}`;
}
