import type { Timers } from '../base/time.js';
import type { GatherRules } from './gather/plan.js';
import type { StorageNodeClient } from './storage-node-client.js';

/** How patient and how parallel the client is. Times in milliseconds. */
export interface NetworkSettings {
  /** Slivers requested at one time, by a read. */
  readonly sliverConcurrency: number;
  /** Nodes uploaded to at one time. */
  readonly nodeConcurrency: number;
  /** Requests with slivers on their way to one node at one time. */
  readonly uploadsPerNode: number;
  /** Deadline of a request, without the time that its bytes take. */
  readonly requestMs: number;
  /** When a request counts as slow and is hedged with another one, without the time that its bytes take. */
  readonly hedgeAfterMs: number;
  /** When a request is no longer counted on, however many are. */
  readonly doubtAfterMs: number;
  /** Bytes per ms that a node is expected to move; a tenth of it is what a deadline grants. */
  readonly expectedBytesPerMs: number;
  /** Attempts to read one thing from one node. */
  readonly readAttempts: number;
  /** Times that a read asks a node which does not know of the certificate yet. */
  readonly statusAttempts: number;
  /** Attempts to upload to one node. */
  readonly uploadAttempts: number;
  /** How long after the first attempt to upload to a node the last may begin, aside from what bytes take. */
  readonly uploadPatienceMs: number;
  /** Wait before the second attempt; doubled for each one after. */
  readonly backoffMs: number;
  /** The longest wait between two attempts. */
  readonly maxBackoffMs: number;
  /** How long a read waits for nodes that give nothing because they are challenged. */
  readonly challengePatienceMs: number;
  /** After a quorum of confirmations, how long uploads that have begun may still finish; at least. */
  readonly uploadGraceMs: number;
}

/** Fits a wide area network of honest and dishonest nodes. */
export const defaultSettings: NetworkSettings = {
  sliverConcurrency: 32,
  nodeConcurrency: 24,
  uploadsPerNode: 4,
  requestMs: 5_000,
  hedgeAfterMs: 400,
  doubtAfterMs: 2_000,
  expectedBytesPerMs: 1_000,
  readAttempts: 2,
  statusAttempts: 5,
  uploadAttempts: 8,
  uploadPatienceMs: 12_000,
  backoffMs: 100,
  maxBackoffMs: 2_000,
  challengePatienceMs: 30 * 60_000,
  uploadGraceMs: 250,
};

/** What a conversation with the storage nodes needs. */
export interface StorageNetwork {
  /** Sends requests to nodes. */
  readonly nodes: StorageNodeClient;
  /** Clock for deadlines and hedging. */
  readonly timers: Timers;
  /** Deadlines, attempts and concurrency. */
  readonly settings: NetworkSettings;
  /** Uniform in [0, 1): spreads load over the nodes. Not a source of security. */
  readonly random: () => number;
}

/** Deadline of a request that moves so many bytes. */
export function deadlineFor(settings: NetworkSettings, bytes: number): number {
  return settings.requestMs + (10 * bytes) / settings.expectedBytesPerMs;
}

/** What a read needs, and what it costs. */
export interface ReadNeeds {
  /** Weight to deliver. */
  readonly goal: number;
  /** Bytes that one item moves. */
  readonly bytes: number;
  /** Most items that are hedged early. */
  readonly maxHedges: number;
}

/** Bytes of answers on their way at one time; at least two answers are. */
const READ_BYTES = 64 * 1024 * 1024;

/** The rules of a read. */
export function readRules(settings: NetworkSettings, { goal, bytes, maxHedges }: ReadNeeds): GatherRules {
  const transferMs = bytes / settings.expectedBytesPerMs;
  return {
    goal,
    concurrency: Math.max(2, Math.min(settings.sliverConcurrency, Math.floor(READ_BYTES / bytes))),
    eager: false,
    hedgeAfterMs: settings.hedgeAfterMs + transferMs,
    maxHedges,
    doubtAfterMs: settings.doubtAfterMs + 2 * transferMs,
    maxAttempts: settings.readAttempts,
    backoffMs: settings.backoffMs,
    maxBackoffMs: settings.maxBackoffMs,
    patienceMs: settings.challengePatienceMs,
    graceMs: 0,
    graceShare: 0,
  };
}
