import { shortId } from '../blobs/text.js';
import { compileText } from '../compile-text.js';
import { count, wal } from '../format.js';
import type { NetworkStep } from './options.js';

/** What has been done to bring a network up, in a line for people. */
export function stepText(step: NetworkStep): string {
  switch (step.kind) {
    case 'devnet':
      return `embedded Sui is up, chain ${step.chain.slice(0, 8)}`;
    case 'compiling':
    case 'compiled':
      return compileText(step);
    case 'published': {
      const { packageId, corePackageId, walPackageId } = step.deployment;
      const [walrus, core, wal] = [packageId, corePackageId, walPackageId].map(shortId);
      return `published: walrus ${walrus}, walrus_core ${core}, wal ${wal}`;
    }
    case 'registered':
      return `${count(step.nodes, 'storage node')} registered, ${wal(step.stakeEach)} WAL staked with each`;
    case 'epoch':
      return `epoch ${step.epoch} has begun, ${count(step.shards, 'shard')} assigned by stake`;
  }
}
