import { encodeBlob } from '@haulout/sdk/encoding';
import { openCell, openSliver } from '@haulout/sdk/evidence';
import { flip, generate, primaries, publishInstead } from '../../test/support/encoded.js';
import { PaperEvidence } from '../../test/support/paper-evidence.js';
import type { Cost } from '../../test/support/paper-network.js';
import { table } from './measure.js';

const HEADER = ['nodes', 'shards', 'what', 'units', 'exact', 'children', 'events', 'SUI'];

/**
 * What evidence costs on chain: a conflict proof for 10, 100 and 1000 shards, and each step of a round. The
 * exact units contain what loading the packages costs: some 690 for evidence, and 2,150 with walrus.
 */
export async function benchEvidence(): Promise<string> {
  const rows: string[][] = [];
  for (const { count, nShards } of [
    { count: 10, nShards: 10 },
    { count: 10, nShards: 100 },
    { count: 100, nShards: 1000 },
  ]) {
    const paper = await PaperEvidence.start({ nShards, count });
    const add = (what: string, cost: Cost) =>
      rows.push([String(count), String(nShards), what, ...cells(cost)]);
    add('conflict proof', await conflict(paper, nShards));
    if (count === nShards || nShards === 1000) await measureRound(paper, count, add);
    paper.network.devnet.stop();
  }
  return table(HEADER, rows);
}

/** A round that a fifth of the nodes miss, in which seven of them try to make verdicts hard to count. */
async function measureRound(
  paper: PaperEvidence,
  count: number,
  add: (what: string, cost: Cost) => void,
): Promise<void> {
  const { devnet } = paper.network;
  const all = Array.from({ length: count }, (_, index) => index);
  const good = all.slice(0, Math.ceil(0.8 * count));
  const { attempt, open } = await paper.open();
  add('attempt', attempt);
  add('open', open);
  add('ready, by a quorum', await paper.ready(1, good));
  devnet.advanceClock(10_000n);
  add('draw', await paper.draw());
  add('answer', await paper.answer(1, [0]));
  for (let from = 1; from < count; from += 50) await paper.answer(1, all.slice(from, from + 50));
  devnet.advanceClock(20_000n);
  for (let bit = 0; bit < 7; bit++) {
    const some = all.filter((node) => ((node >> bit) & 1) === 1);
    if (some.length > 0) await paper.pass(1, some, [count - 1 - (bit % (count - good.length))]);
  }
  add('passed, by a quorum', await paper.pass(1, good, good));
  devnet.advanceClock(200_000n);
  for (let from = 0; from < count; from += 50) add('decide, at most 50', await paper.decide());
  for (let from = 0; from < count; from += 50) add('settle, at most 50', await paper.settle());
}

async function conflict(paper: PaperEvidence, nShards: number): Promise<Cost> {
  const blob = await encodeBlob(generate('xorshift32', 500, nShards), { nShards });
  const [row, column] = [3, nShards - 2];
  const honest = primaries(blob)[row]!;
  const bad = publishInstead(blob, [{ ...honest, bytes: flip(honest.bytes) }]);
  return paper.conflict(500, [
    openCell(openSliver(bad.primary[row]!, bad.metadata), column),
    openCell(openSliver(bad.secondary[column]!, bad.metadata), row),
  ]);
}

function cells({ units, exactUnits, children, events, net }: Cost): string[] {
  const number = (value: number) => Math.round(value).toLocaleString('en-US');
  return [
    number(units),
    number(exactUnits),
    number(children),
    number(events),
    (Number(net) / 1e9).toFixed(3),
  ];
}
