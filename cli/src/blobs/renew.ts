import type { Renewal, RenewPreview } from '@haulout/sdk/client';
import { beginOfEpoch, type EpochState } from '@haulout/sdk/chain';
import type { Command } from 'commander';
import { ALL_FROST, objectIds, walAmount, wholeNumber, writeJson } from '../command-line.js';
import { epochText } from '../epoch/begin.js';
import { examples } from '../examples.js';
import { count, wal } from '../format.js';
import { openSigned, signed, type Signed } from '../signed.js';
import { inColour, table } from '../table.js';
import { sayAside } from '../say.js';

interface RenewFlags extends Signed {
  readonly epochs: number;
  readonly budget: bigint;
  readonly dryRun: boolean;
}

/** `haulout renew [OBJECT_ID...]` */
export function renewCommand(): Command {
  return signed('renew')
    .argument('[object-ids...]', 'of blobs, as list shows them; default: all of the key', objectIds)
    .requiredOption(
      '--epochs <n>',
      'epochs that each is to live, counted from this one',
      wholeNumber(1, 1000),
    )
    .option('--budget <wal>', 'pay at most so much, for those first that end first', walAmount)
    .option('--dry-run', 'say what it would cost, and prolong nothing', false)
    .addHelpText(
      'after',
      examples('haulout renew --epochs 10 --dry-run', 'haulout renew OBJECT_ID --epochs 10 --budget 2.5'),
    )
    .action(async (ids: readonly string[], flags: RenewFlags) => {
      const { haulout, signer, owner, epochs: state } = await openSigned(flags);
      const until = state.epoch + flags.epochs;
      const blobObjectIds = ids.length === 0 ? undefined : ids;
      const budget = flags.budget ?? ALL_FROST;
      const terms = { blobObjectIds, until, budget };
      const done = flags.dryRun
        ? await haulout.blobs.previewRenew({ ...terms, owner })
        : await haulout.blobs.renew({ ...terms, signer });
      if (flags.json) {
        const kind = flags.dryRun ? 'renew-preview' : 'renewed';
        return writeJson({ kind, until, untilMs: beginOfEpoch(state, until), ...done });
      }
      console.log(renewalText(done, { until, state, colours: inColour() }));
      sayAside(
        flags.dryRun ? 'nothing was prolonged' : `${wal(done.cost)} WAL paid by ${signer.toSuiAddress()}`,
      );
    });
}

/** Why a blob is not prolonged. */
const OTHERS: Readonly<Record<Exclude<Renewal['kind'], 'extended'>, string>> = {
  kept: 'long enough already',
  unaffordable: 'beyond the budget',
  uncertified: 'never certified',
  expired: 'ended',
  recorded: 'on record as invalid or lost',
};

/** A row for each blob that is prolonged, and how many others there are. */
export function renewalText(
  { renewals, cost }: RenewPreview,
  {
    until,
    state,
    colours,
  }: { readonly until: number; readonly state: EpochState; readonly colours: boolean },
): string {
  const rows = renewals.flatMap((renewal) => {
    if (renewal.kind !== 'extended') return [];
    const { blob, epochs } = renewal;
    const cells = [blob.blobId, `+${epochs}`, String(blob.endEpoch + epochs), wal(renewal.cost)];
    return [{ cells, below: `object ${blob.blobObjectId}` }];
  });
  const columns = [
    { header: 'blob' },
    { header: 'epochs', right: true },
    { header: 'until', right: true },
    { header: 'WAL', right: true },
  ];
  const others = Object.entries(OTHERS).flatMap(([kind, what]) => {
    const number = renewals.filter((renewal) => renewal.kind === kind).length;
    return number === 0 ? [] : [`${what}: ${count(number, 'blob')}`];
  });
  const total = `${count(rows.length, 'blob')} until epoch ${until}, for ${wal(cost)} WAL`;
  return [
    ...(rows.length === 0 ? [`no blob to prolong until ${epochText(state, until)}`] : []),
    ...(rows.length === 0 ? [] : [table(columns, rows, colours), total]),
    ...others,
  ].join('\n');
}
