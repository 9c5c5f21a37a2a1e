/** Committees for people, in a terminal of 80 columns. */
import type { Committees } from '@haulout/sdk/client';
import { printable } from '../blobs/text.js';
import { penaltyTexts, roundTexts, type Standing } from '../node/standing.js';
import { joined, table, type Row } from '../table.js';

/** Committees, and how their nodes stand. */
export interface CommitteeReport {
  readonly committees: Pick<Committees, 'current' | 'next'>;
  /** By node id. */
  readonly standings: ReadonlyMap<string, Standing>;
}

/** Nodes that have shards in the next epoch only; none before the next committee is settled. */
export function joiningNodes({ current, next }: CommitteeReport['committees']) {
  return [...(next ?? [])]
    .filter(([id]) => current.nodes.every(({ nodeId }) => nodeId !== id))
    .map(([nodeId, nextShards]) => ({ nodeId, nextShards }));
}

/** A row for each node; below it its id, and what the judges have against it, if anything. */
export function committeeText({ committees, standings }: CommitteeReport, colours: boolean): string {
  const { current, next } = committees;
  const nextOf = (nodeId: string) => (next === undefined ? [] : [String(next.get(nodeId)?.length ?? 0)]);
  const below = (nodeId: string, shards: number) => [nodeId, ...standingLines(standings.get(nodeId), shards)];
  const rows: Row[] = [
    ...current.nodes.map(({ nodeId, name, url, shards }) => ({
      cells: [printable(name), String(shards.length), ...nextOf(nodeId), printable(url)],
      below: below(nodeId, shards.length),
    })),
    ...joiningNodes(committees).map(({ nodeId }) => ({
      cells: ['(joins)', '0', ...nextOf(nodeId), ''],
      below: below(nodeId, 0),
    })),
  ];
  const nextColumn = next === undefined ? [] : [{ header: `in epoch ${current.epoch + 1}`, right: true }];
  const columns = [
    { header: 'node' },
    { header: 'shards', right: true },
    ...nextColumn,
    { header: 'address, and id below' },
  ];
  return table(columns, rows, colours);
}

/** Nothing of a node that owes nothing and has passed. */
function standingLines(standing: Standing | undefined, shards: number): string[] {
  if (standing === undefined) return [];
  const pays = penaltyTexts(standing);
  const penalties = pays.length === 0 ? [] : [`penalties: ${pays[0]!}`, ...pays.slice(1)];
  return [...joined(penalties), ...joined(roundTexts(standing, shards))];
}
