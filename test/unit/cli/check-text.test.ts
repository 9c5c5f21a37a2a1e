/** What `haulout check` prints, in a terminal of 80 columns. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { AskedCell, Availability, BlobStatus, EvidenceRecord, StorageNode } from '@haulout/sdk/client';
import { checkText } from '../../../cli/src/blobs/check-text.js';

const blobId = 'A'.repeat(43);
const certified: BlobStatus = {
  state: 'certified',
  persistence: 'permanent',
  certifiedEpoch: 12,
  endEpoch: 40,
  nodes: [],
};
const node = (name: string): StorageNode => ({
  nodeId: `0x${'1'.repeat(64)}`,
  name,
  url: 'http://node',
  publicKey: new Uint8Array(48),
  shards: [],
});
const answer = (name: string, outcome: AskedCell['outcome']): AskedCell => ({
  node: node(name),
  shard: 1,
  pairIndex: 2,
  axis: 'primary',
  cell: 3,
  outcome,
});
const found: Availability = {
  blobId,
  isConfident: true,
  chanceOfLoss: { whole: 4.61e-13, chosen: 0.0273 },
  good: 26,
  asked: Array.from({ length: 26 }, () => answer('a', 'good')),
  unencodedLength: 2_500_000,
  downloadedBytes: 32_000,
};
const record: EvidenceRecord = {
  number: 17n,
  blobId,
  epoch: 13,
  cause: 'refused',
  signers: [0, 4, 9],
  messageDigest: new Uint8Array(32),
};

function shown(...report: Parameters<typeof checkText>): string[] {
  const lines = checkText(...report).split('\n');
  for (const line of lines) assert.ok(line.length <= 80, line);
  return lines;
}

test('R15: people see what was asked, what was answered, both risks, and what follows', () => {
  assert.deepEqual(shown({ status: certified, availability: found }, false), [
    'state         certified, permanent, since epoch 12, stored until epoch 40 begins',
    'size          2.4 MiB',
    'asked         a random cell of each of 26 shards',
    'answered      26 of 26 well, 31.3 KiB received',
    'risk of loss  at most 1 in 2,100,000,000,000, if shards keep all or nothing',
    '              at most 1 in 36, if nodes choose what they keep',
    'available     yes: the risk is as small as was asked for',
  ]);
});

test('R15: a risk is one in so many, and never shown smaller than it is', () => {
  const riskOf = (whole: number): string => {
    const availability = { ...found, chanceOfLoss: { whole, chosen: 1 } };
    return shown({ status: certified, availability }, false)[4]!.replace(/^risk of loss +(.*), if .*$/, '$1');
  };
  const cases: readonly [chance: number, text: string][] = [
    [0, 'none'],
    [1e-40, 'at most 1 in 1,000,000,000,000,000'],
    [1e-6, 'at most 1 in 1,000,000'],
    [0.9e-6, 'at most 1 in 1,100,000'],
    [0.001, 'at most 1 in 1,000'],
    [0.1, 'at most 1 in 10'],
    [0.11, 'at most 2 in 10'],
    [0.9, 'at most 9 in 10'],
    [0.91, 'unknown'],
    [1, 'unknown'],
  ];
  for (const [chance, text] of cases) assert.equal(riskOf(chance), text);
});

test('R15: people see that too few answers show nothing', () => {
  const availability = {
    ...found,
    ...{ isConfident: false, good: 12, asked: [...found.asked.slice(0, 12), answer('b', 'silent')] },
    chanceOfLoss: { whole: 0.2, chosen: 1 },
  };
  assert.deepEqual(shown({ status: certified, availability }, false).slice(2), [
    'asked         a random cell of each of 13 shards',
    'answered      12 of 13 well, 31.3 KiB received',
    'risk of loss  at most 2 in 10, if shards keep all or nothing',
    '              unknown, if nodes choose what they keep',
    'available     not shown: too few shards answered well',
    '',
    'node  shards  answered',
    'b          1  silent',
  ]);
});

test('R15: people see which nodes have not answered well, at most ten of them', () => {
  const asked = [
    ...Array.from({ length: 12 }, (_, index) => answer(`node-${index} ${'x'.repeat(40)}`, 'silent')),
    answer(`node-0 ${'x'.repeat(40)}`, 'wrong-bytes'),
  ];
  const availability = {
    ...found,
    ...{ isConfident: false, good: 0, asked, unencodedLength: undefined, downloadedBytes: 900 },
    chanceOfLoss: { whole: 1, chosen: 1 },
  };
  const lines = shown({ status: certified, availability }, false);
  assert.deepEqual(lines.slice(1, 10), [
    'size          unknown: no shard answered well',
    'asked         a random cell of each of 13 shards',
    'answered      0 of 13 well, 900 bytes received',
    'risk of loss  unknown, if shards keep all or nothing',
    '              unknown, if nodes choose what they keep',
    'available     not shown: no shard answered well',
    '',
    'node                            shards  answered',
    'node-0 xxxxxxxxxxxxxxxxxxxx...       1  silent',
  ]);
  assert.equal(lines.at(-1), 'and 3 other nodes');
});

test('R19: people see the record by which a blob is lost or invalid', () => {
  const lost = { ...certified, state: 'lost' as const, record };
  assert.deepEqual(shown({ status: lost, availability: undefined }, false), [
    'state   lost: the network has declared that it cannot or will not serve it',
    'record  number 17 of epoch 13: refused, signed by 3 nodes',
    'asked   nothing: only blobs that are certified, and not lost, are sampled',
  ]);
});
