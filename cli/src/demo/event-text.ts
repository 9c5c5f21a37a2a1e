import { size, wal } from '../format.js';
import type { DemoEvent, DemoResult } from './demo.js';

/** What happened, in a line for people, without the time. */
export function textOf(event: DemoEvent): string {
  switch (event.kind) {
    case 'start':
      return (
        `storing ${event.name} (${size(event.bytes)}) on ${event.nodes} nodes with ${event.shards} shards, ` +
        `seed '${event.seed}'`
      );
    case 'devnet':
      return line('devnet', `embedded Sui is up, chain ${event.chain.slice(0, 8)}`);
    case 'published':
      return line(
        'contracts',
        `walrus at ${short(event.deployment.packageId)}, wal at ${short(event.deployment.walPackageId)}`,
      );
    case 'registered':
      return line(
        'nodes',
        `${event.nodes} storage nodes registered, ${wal(event.stakeEach)} WAL staked with each`,
      );
    case 'epoch':
      return line('epoch', `epoch ${event.epoch} has begun, ${event.shards} shards assigned by stake`);
    case 'encoded':
      return line('encoded', `blob id ${event.blobId}, ${size(event.encodedBytes)} on all shards together`);
    case 'stored':
      return line(
        'certified',
        `${event.confirmedShards} of ${event.shards} shards signed; object ${short(event.blobObjectId)}, ` +
          `${wal(event.cost)} WAL until epoch ${event.endEpoch}`,
      );
    case 'faults':
      return line(
        'faults',
        `${event.nodes.map((node) => `${node.name} ${node.behaviour}`).join(', ') || 'none'}: ` +
          `${event.shards} of at most ${event.tolerated} faulty shards`,
      );
    case 'read':
      return line('read', `${size(event.bytes)} read back and compared`);
  }
}

/** The last line of a demo that went well. */
export function resultText({ blobId, bytes, faulty, nodes }: DemoResult): string {
  return `demo ok: ${blobId} ${bytes} bytes, read back identical with ${faulty} of ${nodes} nodes faulty`;
}

const line = (what: string, text: string) => `${what.padEnd(10)} ${text}`;
const short = (id: string) => `${id.slice(0, 6)}..${id.slice(-4)}`;
