/**
 * What a node counts of itself, in the text format of Prometheus. Labels take few values: nothing that a
 * stranger chooses becomes one.
 */
import type { RoundVerdict } from '@haulout/sdk/chain';
import { Counter, Gauge, Registry } from 'prom-client';
import type { ChainView } from './chain/chain-view.js';
import type { DutyOutcome } from './duties/blob-duty.js';
import { requestMetrics } from './http/request-metrics.js';
import type { BlobStore } from './store/blob-store.js';
import { diskOf } from './store/disk.js';
import { STORE_FAILURE_CODES } from './store/store-failure.js';
import type { ScrubFinding } from './scrub/scrub.js';

export type NodeMetrics = ReturnType<typeof createMetrics>;

/** What a round can show of a node, once it is decided. */
const VERDICTS = ['passed', 'late', 'missed', 'wrong', 'exempt', 'void', 'kept-from-ready'] as const;

/** Makes a gauge that is read when it is asked for. */
function gaugeIn(registry: Registry) {
  return (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name: `haulout_node_${name}`,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
}

/** What the store and its disk say of themselves. */
function addStoreGauges(registry: Registry, store: BlobStore, folder: string | undefined): void {
  const gauge = gaugeIn(registry);
  gauge('stored_bytes', 'Bytes of metadata and slivers stored.', () => store.usage().usedBytes);
  if (store.usage().capacityBytes !== undefined) {
    gauge('capacity_bytes', 'Most bytes that are stored.', () => store.usage().capacityBytes!);
  }
  new Gauge({
    name: 'haulout_node_degraded',
    help: 'Whether something is wrong with the store, by the reason: 1 for the one that holds now.',
    labelNames: ['reason'],
    registers: [registry],
    async collect() {
      const trouble = await store.trouble();
      for (const reason of STORE_FAILURE_CODES)
        this.set({ reason }, Number(trouble?.failure.code === reason));
    },
  });
  if (folder !== undefined) {
    gauge('disk_free_bytes', 'Bytes that are free on the disk of the store; NaN when it does not say.', () =>
      diskOf(folder)
        .freeBytes()
        .catch(() => NaN),
    );
  }
}

/**
 * Metrics of one node, in a registry of their own.
 *
 * @param folder that of the store; undefined when it is in none
 */
export function createMetrics(store: BlobStore, chain: ChainView, folder?: string) {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: `haulout_node_${name}`, help, labelNames, registers });

  const buckets = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60];
  const request = requestMetrics(registry, { name: 'haulout_node', buckets });
  const looked = counter('duties_total', 'Blobs looked at, by what was done about them.', ['outcome']);
  const slivers = counter('recovered_slivers_total', 'Slivers rebuilt from those of neighbours.');
  const downloaded = counter('recovery_bytes_total', 'Bytes of recovery symbols that neighbours sent.');
  const moved = counter(
    'transferred_bytes_total',
    'Bytes of slivers taken over from nodes that had their shards before.',
  );
  const rotten = counter('rotten_entries_total', 'Entries of the store that were found rotten.', ['kind']);
  // From the beginning, so that the first one is an increase.
  for (const kind of ['metadata', 'sliver']) rotten.inc({ kind }, 0);
  const round = lastRound(registry);
  const scrubbed = counter('scrubbed_entries_total', 'Entries of the store that the scrub has read.');
  const unread = counter('unread_entries_total', 'Entries that the disk did not give when the scrub came.');
  const scrubbedBytes = counter('scrubbed_bytes_total', 'Bytes of those that were right.');
  const freed = counter('collected_bytes_total', 'Bytes freed by removing what is not owed any more.');
  const expanded = counter('expanded_slivers_total', 'Slivers expanded for those who asked for symbols.');
  const gauge = gaugeIn(registry);
  addStoreGauges(registry, store, folder);
  gauge('epoch', 'The epoch as last seen.', async () => (await chain.assignment()).epoch);
  gauge('shards', 'Shards of this node in that epoch.', async () => (await chain.assignment()).shards.length);

  return {
    contentType: registry.contentType,
    /** Everything, as text. Rejects when the chain has never been reached. */
    text: () => registry.metrics(),
    /** A request was answered. */
    request,
    /** Says how to find out how many duties wait. */
    pendingDuties(read: () => Promise<number>) {
      gauge('pending_duties', 'Blobs on the queue of duties; not counted beyond 1000.', read);
    },
    /** What a round shows of the node; `none` while it is not decided. */
    round,
    /** Something was found rotten. */
    rot(kind: 'metadata' | 'sliver') {
      rotten.inc({ kind });
    },
    /** The scrub has looked at something. */
    scrub(finding: ScrubFinding) {
      if (finding.kind === 'unread') unread.inc();
      else if (finding.kind !== 'missing') scrubbed.inc();
      if (finding.kind === 'good') scrubbedBytes.inc(finding.bytes);
    },
    expanded: () => expanded.inc(),
    duty({ kind, transferredBytes, recoveredSlivers, downloadedBytes, freedBytes }: DutyOutcome) {
      looked.inc({ outcome: kind });
      slivers.inc(recoveredSlivers);
      downloaded.inc(downloadedBytes);
      moved.inc(transferredBytes);
      freed.inc(freedBytes);
    },
  };
}

/** What the last decided round has shown; before one is, no verdict has a 1. */
function lastRound(registry: Registry): (verdict: RoundVerdict) => void {
  const gauge = new Gauge({
    name: 'haulout_node_last_round',
    help: 'What the last decided round of challenges has shown of the node: 1 for its verdict.',
    labelNames: ['verdict'],
    registers: [registry],
  });
  const show = (verdict: RoundVerdict | undefined): void => {
    for (const one of VERDICTS) gauge.set({ verdict: one }, Number(one === verdict));
  };
  show(undefined);
  return (verdict) => {
    if (verdict !== 'none') show(verdict);
  };
}
