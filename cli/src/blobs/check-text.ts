/** What a check of a blob has shown, for people in a terminal of 80 columns. */
import type { AskedCell, Availability, BlobStatus } from '@haulout/sdk/client';
import { count, size } from '../format.js';
import { facts, table, type Fact } from '../table.js';
import { recordLine, statusLine } from './status-text.js';
import { shortName } from './text.js';

/** What is known of a blob after a check; nothing was sampled of one that is not certified. */
export interface CheckReport {
  /** What the network says. */
  readonly status: BlobStatus;
  /** What the sample has shown. */
  readonly availability: Availability | undefined;
}

/** The report: facts, and below them the nodes that have not answered well. */
export function checkText({ status, availability }: CheckReport, colours: boolean): string {
  const { record } = status;
  const known: Fact[] = [
    ['state', statusLine(status)],
    ...(record === undefined ? [] : [['record', recordLine(record)] as const]),
  ];
  if (availability === undefined) return facts([...known, ['asked', NOTHING_ASKED]], colours);
  const { isConfident, chanceOfLoss, good, asked, unencodedLength, downloadedBytes } = availability;
  const { whole, chosen } = chanceOfLoss;
  const shown = facts(
    [
      ...known,
      ['size', unencodedLength === undefined ? 'unknown: no shard answered well' : size(unencodedLength)],
      ['asked', `a random cell of each of ${count(asked.length, 'shard')}`],
      ['answered', `${good} of ${asked.length} well, ${size(downloadedBytes)} received`],
      ['risk of loss', `${risk(whole)}, if shards keep all or nothing`],
      ['', `${risk(chosen)}, if nodes choose what they keep`],
      ['available', isConfident ? 'yes: the risk is as small as was asked for' : notShown(good)],
    ],
    colours,
  );
  const bad = badAnswers(asked, colours);
  return bad === undefined ? shown : `${shown}\n\n${bad}`;
}

const NOTHING_ASKED = 'nothing: only blobs that are certified, and not lost, are sampled';

function notShown(good: number): string {
  return `not shown: ${good === 0 ? 'no shard' : 'too few shards'} answered well`;
}

/** A chance is not shown as smaller than one in so many. */
const MOST = 1e15;

/** The most that a chance can be, as one in so many, never shown smaller than it is. */
function risk(chance: number): string {
  if (chance === 0) return 'none';
  if (chance > 0.9) return 'unknown';
  if (chance > 0.1) return `at most ${Math.ceil(chance * 10)} in 10`;
  const exact = Math.min(1 / chance, MOST);
  // Two digits say enough.
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
  return `at most 1 in ${(Math.floor(exact / unit) * unit).toLocaleString('en-US')}`;
}

/** Nodes with bad answers, one a row; at most ten. */
function badAnswers(asked: readonly AskedCell[], colours: boolean): string | undefined {
  const byNode = new Map<AskedCell['node'], AskedCell[]>();
  for (const cell of asked) {
    if (cell.outcome !== 'good') byNode.set(cell.node, [...(byNode.get(cell.node) ?? []), cell]);
  }
  if (byNode.size === 0) return undefined;
  const rows = [...byNode].slice(0, MOST_NODES).map(([node, cells]) => ({
    cells: [
      shortName(node.name),
      String(cells.length),
      [...new Set(cells.map(({ outcome }) => outcome))].join(', '),
    ],
  }));
  const columns = [{ header: 'node' }, { header: 'shards', right: true }, { header: 'answered' }];
  const more = byNode.size > MOST_NODES ? `\nand ${count(byNode.size - MOST_NODES, 'other node')}` : '';
  return table(columns, rows, colours) + more;
}

const MOST_NODES = 10;
