import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { blobLayout, maxBlobSize, merkleDepth } from '@haulout/sdk/encoding';
import { drawSamples, makeChallengeSet } from '@haulout/sdk/evidence';
import { PaperEvidence } from '../../../test/support/paper-evidence.js';
import { roundOf } from '../../../test/support/paper-round.js';
import { number, table } from '../measure.js';
import type { Progress } from '../progress.js';
import { playRound, total } from './round.js';
import { sums } from './rounds.js';
import { answerBytes, someBlobs, type MeasuredSet, type SetPlan } from './set.js';

/** How many times as many blobs a row has as the row above. */
const GROWTH = 10;
const COUNTS = [1, 2, 3, 4, 5, 6, 7].map((power) => GROWTH ** power);
const ROUND = { nShards: 1000, members: 100, sampleCount: 128 };
const BLOB_BYTES = 2 ** 20;
/** A set that would take more milliseconds of CPU is not made. */
const MAX_MS = 60_000;
/** MiB that the JavaScript objects of a process that measures may take. */
const MAX_HEAP_MIB = 4096;

const HEADER = ['blobs', 'units', 'bytes', 'set', 'root', 'peak', 'kept', 'draw', 'to one', 'to all', 'path'];
const ABOUT = `\
The sets are real ones, and so is the round on chain about each of them. Times are of CPU on one machine, and
memory is that of a process of its own, give or take 20 MB.

- units, bytes: of all transactions of the round, as above, without taking the epoch in.
- set, root: seconds for the sorted set with its sums, and then for the tree over it. Once a round and node.
- peak, kept: MB while both are made, with the list that they are made of; and what is left of it.
- draw: milliseconds for the samples of all nodes, which each node draws to check the others.
- to one, to all: bytes of the answers of a node to one verifier, and to all of them.
- path: bytes of the hashes that show to somebody without the set that a blob is in it.
- \\*: set, root, peak and kept are ten times the row above, as making the set takes over a minute of CPU.

Blobs have 1 MiB. There are ${number(ROUND.nShards)} shards, ${ROUND.members} nodes, \
and ${ROUND.sampleCount} samples for each node.`;

const SIZES_HEADER = ['bytes of a blob', 'symbol', 'to one', 'to all'];
const SIZES_ABOUT =
  'What a node sends, by the size of the blobs. A symbol is what it shows of a sliver, twice a sample.';
const SIZES = [1, 2 ** 10, 2 ** 20, 2 ** 30, maxBlobSize(ROUND.nShards)];

/** What a round takes by the number of blobs, and by their size. */
export async function benchCurve(progress: Progress): Promise<string> {
  progress.expect(COUNTS.length);
  const { nShards, members } = ROUND;
  const paper = await PaperEvidence.start({ nShards, count: members });
  const start = paper.network.snapshot();
  const rows: string[][] = [];
  let last: MeasuredSet | undefined;
  for (const count of COUNTS) {
    progress.step(`a round about ${number(count)} blobs`);
    const isLong = last !== undefined && GROWTH * (last.sortMs + last.treeMs) > MAX_MS;
    const set = isLong ? grown(last!) : await inChild({ count, blobBytes: BLOB_BYTES, ...ROUND });
    paper.network.restore(start);
    const [blobs, ...taken] = await onChain(paper, set);
    rows.push([isLong ? `${blobs} \\*` : blobs!, ...taken, ...offChain(set)]);
    last = set;
  }
  paper.network.devnet.stop();
  return [
    ['### What grows with the number of blobs', ABOUT, table(HEADER, rows)],
    ['### What grows with the size of blobs', SIZES_ABOUT, table(SIZES_HEADER, SIZES.map(ofSize))],
  ]
    .flat()
    .join('\n\n');
}

/** What a round about a set takes on chain: blobs, units and bytes. */
async function onChain(paper: PaperEvidence, set: MeasuredSet): Promise<string[]> {
  const good = paper.members.map((_, position) => position);
  const { count, bytes, root } = set;
  const { steps } = await playRound(paper, { good, set: { count, bytes, root } });
  const taken = sums(total(steps));
  return [number(count), number(taken.units), number(taken.bytes)];
}

function offChain({ count, sortMs, treeMs, peak, kept, drawMs, answers }: MeasuredSet): string[] {
  const to = (digits: number, value: number) =>
    value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return [
    ...[sortMs / 1000, treeMs / 1000].map((seconds) => to(2, seconds)),
    ...[peak / 1e6, kept / 1e6].map((megabytes) => to(1, megabytes)),
    to(0, drawMs),
    number(answers),
    number(answers * (ROUND.members - 1)),
    number(32 * merkleDepth(Number(count))),
  ];
}

function ofSize(blobBytes: number): string[] {
  const { nShards, members, sampleCount } = ROUND;
  const round = roundOf(nShards, { members, sampleCount });
  const set = makeChallengeSet(someBlobs(10, blobBytes), nShards);
  const answers = answerBytes(round, drawSamples(round, 0, { set }));
  const { symbolSize } = blobLayout(nShards, blobBytes);
  return [blobBytes, symbolSize, answers, answers * (members - 1)].map((value) => number(value));
}

/** What a larger set would take: memory and time in proportion. Its root is not known. */
function grown(set: MeasuredSet): MeasuredSet {
  const { count, bytes, sortMs, treeMs, peak, kept } = set;
  return {
    ...set,
    ...{ count: BigInt(GROWTH) * count, bytes: BigInt(GROWTH) * bytes },
    ...{ sortMs: GROWTH * sortMs, treeMs: GROWTH * treeMs, peak: GROWTH * peak, kept: GROWTH * kept },
  };
}

/** Measures a set in a process of its own. */
async function inChild(plan: SetPlan): Promise<MeasuredSet> {
  const child = fork(fileURLToPath(new URL('./set-child.ts', import.meta.url)), [JSON.stringify(plan)], {
    execArgv: [...process.execArgv, '--expose-gc', `--max-old-space-size=${MAX_HEAP_MIB}`],
    serialization: 'advanced',
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the set of ${plan.count} blobs was not measured: exit code ${code}`);
  });
  const [measured] = (await Promise.race([once(child, 'message'), ended])) as [MeasuredSet];
  ended.catch(() => {});
  return measured;
}
