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
  if (availability === undefined) return facts(known, colours);
  const { isConfident, chanceOfLoss, good, asked, unencodedLength, downloadedBytes } = availability;
  const { whole, chosen } = chanceOfLoss;
  const shown = facts(
    [
      ...known,
      ['size', unencodedLength === undefined ? 'unknown: no answer was good' : size(unencodedLength)],
      ['answers', `${good} of ${count(asked.length, 'shard')} good, ${size(downloadedBytes)} moved`],
      ['lost at most', `${chance(whole)}, where shards hold all or nothing of it`],
      ['', `${chance(chosen)}, where they choose what they hold`],
      ['available', isConfident ? 'yes' : 'not shown: too few answers were good'],
    ],
    colours,
  );
  const bad = badAnswers(asked, colours);
  return bad === undefined ? shown : `${shown}\n\n${bad}`;
}

/** A chance, as a power of ten where it is small. */
function chance(value: number): string {
  if (value === 0) return 'never';
  if (value >= 1) return 'nothing is known';
  return value < 0.001 ? `chance ${value.toExponential(1)}` : `chance ${Number(value.toFixed(3))}`;
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
