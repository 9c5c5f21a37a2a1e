import { HauloutError } from '@haulout/sdk/base';
import type { Availability } from '@haulout/sdk/client';
import { InvalidArgumentError, type Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { connect, located, type Located } from '../located.js';
import { inColour } from '../table.js';
import { checkText, type CheckReport } from './check-text.js';
import { blobIdOf } from './text.js';

interface CheckFlags extends Located {
  readonly chance: number;
  readonly chosen: boolean;
  readonly json: boolean;
}

/** `haulout check BLOB_ID` */
export function checkCommand(): Command {
  return located('check')
    .argument('<blob-id>', 'as store printed it', blobIdOf)
    .option('--chance <p>', 'how likely the answer may be wrong', chanceOf, 1e-12)
    .option('--chosen', 'assume that nodes choose what they keep: more is asked', false)
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout check BLOB_ID', 'haulout check BLOB_ID --chance 1e-6 --json'))
    .action(async (blobId: string, flags: CheckFlags) => {
      const { haulout } = await connect(flags);
      const status = await haulout.blobStatus({ blobId });
      const holders = flags.chosen ? 'chosen' : 'whole';
      const availability =
        status.state === 'certified'
          ? await haulout.checkAvailability({ blobId, confidence: 1 - flags.chance, holders })
          : undefined;
      const report = { status, availability };
      if (flags.json) writeJson({ kind: 'check', blobId, ...machineReport(report) });
      else console.log(checkText(report, inColour()));
      if (availability?.isConfident !== true) throw new NotAvailable(blobId, report);
    });
}

/** A check has not shown that the network has the blob. */
class NotAvailable extends HauloutError<'NOT_AVAILABLE'> {
  constructor(blobId: string, { status: { state } }: CheckReport) {
    super({
      code: 'NOT_AVAILABLE',
      message: state === 'certified' ? `blob ${blobId} may be lost` : `blob ${blobId} is ${state}`,
      values: { blobId, state },
      ...(state === 'certified' && { advice: 'Nodes may be out of reach for a while: check again later' }),
    });
  }
}

function machineReport({ status, availability }: CheckReport) {
  const { state, persistence, certifiedEpoch, endEpoch, record } = status;
  return { state, persistence, certifiedEpoch, endEpoch, record, ...(availability && sampled(availability)) };
}

function sampled({ asked, ...found }: Availability) {
  return {
    ...found,
    asked: asked.map(({ node, ...cell }) => ({ nodeId: node.nodeId, name: node.name, ...cell })),
  };
}

/** Reads a chance such as 1e-6 or 0.001. */
function chanceOf(text: string): number {
  const chance = Number(text);
  if (/^[\d.]+(e-\d{1,2})?$/.test(text) && chance >= 1e-15 && chance < 1) return chance;
  throw new InvalidArgumentError(`'${text}' is not a chance from 1e-15 to below 1, such as 1e-6.`);
}
