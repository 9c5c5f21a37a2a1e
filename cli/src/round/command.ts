/** `haulout round ...`: rounds of storage challenges, and what anyone may do in one when it is time. */
import { readEvidenceState, type EvidenceContracts, type EvidenceState } from '@haulout/sdk/chain';
import { addAttempt, addBeginEpoch, addDecide, addOpen, addSettle } from '@haulout/sdk/operator';
import { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count } from '../format.js';
import { openSigned, signed, type Signed, type SignedContext } from '../signed.js';
import { statusCommand } from './status.js';

/** `haulout round` */
export function roundCommand(): Command {
  return new Command('round')
    .addCommand(statusCommand())
    .addCommand(openCommand())
    .addCommand(settleCommand());
}

function openCommand(): Command {
  return signed('open', 'draw whether a round opens in this slot, once a slot; anyone may')
    .addHelpText('after', examples('haulout round open'))
    .action(async (flags: Signed) => {
      const context = await openSigned(flags);
      const { client, record, epochs, send } = context;
      const before = await tellEpoch(context);
      const contracts = evidenceContracts(context, before);
      // Sui allows no other call in a transaction that draws.
      if (before.slots.pending === undefined || before.term?.epoch !== epochs.epoch) {
        await send('draw', (transaction) => addAttempt(transaction, contracts));
      }
      await send('open a round or pass the slot', (transaction) => addOpen(transaction, contracts));
      const { round } = await readEvidenceState(client, record.evidenceObjectId);
      const opened = round?.phase.kind === 'opened' ? round.number : undefined;
      if (flags.json) return writeJson({ kind: 'round-attempted', epoch: epochs.epoch, opened });
      console.log(
        opened === undefined
          ? 'this slot opens no round: 5 of 64 do; try again in the next slot'
          : `round ${opened} is open`,
      );
    });
}

function settleCommand(): Command {
  return signed('settle', 'decide verdicts, and let rewards and penalties follow; anyone may')
    .addHelpText('after', examples('haulout round settle'))
    .action(async (flags: Signed) => {
      const context = await openSigned(flags);
      const { client, record, send } = context;
      const look = async () => {
        const state = await readEvidenceState(client, record.evidenceObjectId);
        const { round } = state;
        const left = round?.members.filter(({ isSettled }) => !isSettled).length ?? 0;
        return { left, isDrawn: round?.phase.kind === 'drawn', contracts: evidenceContracts(context, state) };
      };
      const before = await look();
      let now = before;
      for (let isMoving = true; isMoving && now.left > 0;) {
        const { left, isDrawn, contracts } = now;
        if (isDrawn) await send('decide', (transaction) => addDecide(transaction, contracts));
        else await send('settle', (transaction) => addSettle(transaction, contracts));
        now = await look();
        isMoving = isDrawn || now.left < left;
      }
      const settled = before.left - now.left;
      if (flags.json) return writeJson({ kind: 'round-settled', settled, left: now.left });
      console.log(before.left === 0 ? 'nothing is left to settle' : `${count(settled, 'node')} settled`);
    });
}

/** Lets the judges take in the epoch, unless they have. Resolves to what they knew before. */
export async function tellEpoch(context: SignedContext): Promise<EvidenceState> {
  const { client, record, epochs, send } = context;
  const before = await readEvidenceState(client, record.evidenceObjectId);
  if (before.term?.epoch !== epochs.epoch) {
    const contracts = evidenceContracts(context, before);
    await send('tell the judges of the epoch', (transaction) => addBeginEpoch(transaction, contracts));
  }
  return before;
}

/** Where the judges are, and the versions of both packages that are called. */
export function evidenceContracts(
  { contracts, record }: SignedContext,
  { packageId: evidencePackageId }: Pick<EvidenceState, 'packageId'>,
): EvidenceContracts {
  const { evidenceObjectId, recordsObjectId } = record;
  return { ...contracts, evidencePackageId, evidenceObjectId, recordsObjectId };
}
