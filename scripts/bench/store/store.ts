import type { ChildProcess } from 'node:child_process';
import { blobLayout, maxBlobSize, maxMetadataBytes, sliverBytes } from '@haulout/sdk/encoding';
import { startChild } from '../../../test/support/child.js';
import { median, table } from '../measure.js';
import type { Progress } from '../progress.js';
import type { Client, Job, NetworkFacts, Outcome } from './facts.js';

const MIB = 1024 * 1024;
const NODES = 10;
const SHARDS = [100, 1000];
/** The largest blob of 100 shards has 142 MiB. */
const SIZES = [1, 32, 128, 200];
const CLIENTS: readonly Client[] = ['ours', 'ours, file', 'official'];
/** Runs of a blob of 1 MiB, whose times vary most; larger ones are stored once. */
const RUNS = 3;

/** MiB of the largest blob that is stored: HAULOUT_BENCH_MIB leaves larger ones out. */
const most = Number(process.env['HAULOUT_BENCH_MIB'] ?? Infinity);

/**
 * Stores and reads with our client and the official one, on the same nodes: times, bytes moved beside those
 * of the formula, and the most memory that the process of the client takes. Our reads are strict; the
 * official client has no strict check. With a file, ours has neither the blob nor slivers in memory.
 */
export async function benchStore(progress: Progress): Promise<string> {
  const rows: string[][] = [];
  progress.expect(SHARDS.flatMap(sizesOf).reduce((sum, size) => sum + runsOf(size) * CLIENTS.length, 0));
  for (const nShards of SHARDS) {
    const child = startChild(new URL('network-process.ts', import.meta.url), String(NODES), String(nShards));
    const network = await told<NetworkFacts>(child);
    try {
      for (const size of sizesOf(nShards))
        rows.push(...(await measure({ nShards, size, network }, progress)));
    } finally {
      child.disconnect();
    }
  }
  const header = [
    'shards',
    'blob',
    'client',
    'store',
    'ratio',
    'read',
    'ratio',
    'sent',
    'received',
    'memory',
  ];
  return table(header, rows);
}

/** Bytes of the blobs that are stored; the next smaller one stands for what 100 shards cannot hold. */
function sizesOf(nShards: number): number[] {
  return SIZES.filter((mib) => mib <= most && !(nShards === 1000 && mib === 128))
    .map((mib) => mib * MIB)
    .filter((size) => size <= maxBlobSize(nShards));
}

const runsOf = (size: number): number => (size <= MIB ? RUNS : 1);

interface Case {
  readonly nShards: number;
  readonly size: number;
  readonly network: NetworkFacts;
}

async function measure({ nShards, size, network }: Case, progress: Progress): Promise<string[][]> {
  const outcomes = new Map<Client, Outcome[]>(CLIENTS.map((client) => [client, []]));
  for (let run = 0; run < runsOf(size); run++) {
    for (const client of CLIENTS) {
      progress.step(`${size / MIB} MiB, ${nShards} shards, ${client}`);
      outcomes.get(client)!.push(await runClient({ client, size, network }));
    }
  }
  const peer = outcomes.get('official')!;
  const { sent, received } = formula(nShards, size);
  return CLIENTS.map((client) => {
    const all = outcomes.get(client)!;
    const of = (field: keyof Outcome, from = all) => median(from.map((outcome) => outcome[field]));
    const time = (field: 'storeMs' | 'readMs') => [
      `${(of(field) / 1000).toFixed(1)} s`,
      (of(field) / of(field, peer)).toFixed(2),
    ];
    return [
      String(nShards),
      `${size / MIB} MiB`,
      client,
      ...time('storeMs'),
      ...time('readMs'),
      `${(of('sent') / sent).toFixed(3)} of ${(sent / MIB).toFixed(1)} MiB`,
      `${(of('received') / received).toFixed(3)} of ${(received / MIB).toFixed(1)} MiB`,
      `${Math.round(of('peakMemory') / MIB)} MiB`,
    ];
  });
}

/** Bytes that a store has to send to all nodes, and that a read needs. */
function formula(nShards: number, size: number): Pick<Outcome, 'sent' | 'received'> {
  const layout = blobLayout(nShards, size);
  const [primary, secondary] = [sliverBytes(layout, 'primary'), sliverBytes(layout, 'secondary')];
  const metadata = maxMetadataBytes(nShards);
  return {
    sent: nShards * (primary + secondary) + NODES * metadata,
    received: layout.rows * primary + metadata,
  };
}

async function runClient(job: Job): Promise<Outcome> {
  const child = startChild(new URL('client-process.ts', import.meta.url));
  child.send(job);
  return told<Outcome>(child);
}

/** The first message of a process. Rejects when it ends without one. */
function told<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`${child.spawnargs[1]} has ended with ${code}`)));
  });
}
