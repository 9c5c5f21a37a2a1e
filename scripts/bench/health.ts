import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { table } from './measure.js';
import type { Progress } from './progress.js';

const CASES = [
  { nShards: 100, size: 16 << 20 },
  { nShards: 1000, size: 1 << 20 },
];
/** Pause between two questions, in milliseconds. */
const PAUSE_MS = 5;
/** The 99th percentile with workers has to be below. */
const BAR_MS = 50;

/** What the busy process tells. */
type Told = { readonly url: string } | { readonly phase: string; readonly isOver: boolean };

/**
 * How long a node takes to answer `/v1/health` while blobs are encoded, uploads verified and slivers
 * recovered, in another process: everything on one thread, and with workers. The client and all four nodes
 * are in that process, so its thread has more to do than that of a node alone.
 */
export async function benchHealth(progress: Progress): Promise<string> {
  const rows: string[][] = [];
  progress.expect(2 * CASES.length);
  for (const { nShards, size } of CASES)
    for (const workers of [0, -1]) {
      progress.step(`${size >> 20} MiB, ${nShards} shards, ${workers === 0 ? 'no' : 'with'} workers`);
      for (const [phase, times] of await measure([workers, nShards, size]))
        rows.push([
          String(nShards),
          `${size >> 20} MiB`,
          phase,
          workers === 0 ? 'none' : 'default',
          String(times.length),
          ...[0.5, 0.99, 1].map((share) => `${quantile(times, share).toFixed(0)} ms`),
          workers === 0 ? '' : `p99 < ${BAR_MS} ms`,
        ]);
    }
  return table(['shards', 'blob', 'meanwhile', 'workers', 'asked', 'p50', 'p99', 'longest', 'bar'], rows);
}

async function measure(numbers: readonly number[]): Promise<ReadonlyMap<string, number[]>> {
  const program = fileURLToPath(new URL('./busy-network.mjs', import.meta.url));
  // As users run it: on what is built.
  const child = fork(program, numbers.map(String), { execArgv: [] });
  const found = new Map<string, number[]>();
  let url = '';
  let phase: string | undefined;
  child.on('message', (message) => {
    const told = message as Told;
    if ('url' in told) url = told.url;
    else phase = told.isOver ? undefined : told.phase;
  });
  const ended = once(child, 'exit');
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver) {
    const asked = phase;
    const started = performance.now();
    if (asked !== undefined && (await answers(`${url}/v1/health`)))
      found.set(asked, [...(found.get(asked) ?? []), performance.now() - started]);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return found;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await (await fetch(url)).arrayBuffer()).byteLength > 0;
  } catch {
    // It has been stopped.
    return false;
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
