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

test('R15: people see the state, the answers, both chances, and whether that is enough', () => {
  assert.deepEqual(shown({ status: certified, availability: found }, false), [
    'state         certified, permanent, since epoch 12, stored until epoch 40 begins',
    'size          2.4 MiB',
    'answers       26 of 26 shards good, 31.3 KiB moved',
    'lost at most  chance 4.6e-13, where shards hold all or nothing of it',
    '              chance 0.027, where they choose what they hold',
    'available     yes',
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
  assert.deepEqual(lines.slice(1, 9), [
    'size          unknown: no answer was good',
    'answers       0 of 13 shards good, 900 bytes moved',
    'lost at most  nothing is known, where shards hold all or nothing of it',
    '              nothing is known, where they choose what they hold',
    'available     not shown: too few answers were good',
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
  ]);
});
