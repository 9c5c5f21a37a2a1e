import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { table } from '../measure.js';
import type { Progress } from '../progress.js';
import type { Target } from './node-child.js';

/** For how long each thing is asked, in ms, one request after the other. */
const ASK_MS = 8_000;
/** Until the attack is under way, in ms. */
const BEGIN_MS = 2_000;
/** How much slower the slowest of a hundred requests may be under attack. */
const BAR = 3;

/** Uploads at once, for the memory that they take. */
const UPLOADS = 64;

/**
 * How long an honest client waits for a node, alone and while 200 hostile requests are under way, with node,
 * attacker and client in a process each; and the memory of a node that is sent 64 slivers of 10 MiB at once.
 */
export async function benchNode(progress: Progress): Promise<string> {
  progress.expect(3);
  return [await underAttack(progress), '', await manyUploads(progress)].join('\n');
}

/** Starts a node in a process, which ends when `use` has ended. */
async function withNode<T>(
  role: string,
  use: (node: ChildProcess, target: Target) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'haulout-bench-node-'));
  const node = start('./node-child.ts', folder, role);
  try {
    const [target] = (await once(node, 'message')) as [Target];
    return await use(node, target);
  } finally {
    node.kill();
    await once(node, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

const start = (file: string, ...args: readonly string[]): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), args);

/** The most memory that a node has had. */
async function memoryOf(node: ChildProcess): Promise<string> {
  node.send('memory');
  const [maxRss] = (await once(node, 'message')) as [number];
  return `${Math.round(maxRss / 2 ** 20)} MiB`;
}

function underAttack(progress: Progress): Promise<string> {
  progress.step('a node alone');
  return withNode('attacked', async (node, target) => {
    const paths = { 'a sliver of 1 MiB': target.sliver, '`/v1/health`': '/v1/health' };
    const alone = await latencies(target.url, paths);
    progress.step('a node under attack');
    const attacker = start('./attacker-child.ts', JSON.stringify(target));
    try {
      await new Promise((resolve) => setTimeout(resolve, BEGIN_MS));
      const attacked = await latencies(target.url, paths);
      attacker.send('stop');
      const [requests] = (await once(attacker, 'message')) as [number];
      const rows = Object.keys(paths).map((what) => {
        const [before, during] = [alone.get(what)!, attacked.get(what)!];
        return [what, ...before.map(ms), ...during.map(ms), (during[1] / before[1]).toFixed(1)];
      });
      return [
        table(['request', 'alone: median', 'p99', 'attacked: median', 'p99', `ratio (bar ${BAR})`], rows),
        '',
        `- hostile requests that ended meanwhile: ${requests}`,
        `- the most memory of the node: ${await memoryOf(node)}`,
      ].join('\n');
    } finally {
      attacker.kill();
    }
  });
}

function manyUploads(progress: Progress): Promise<string> {
  progress.step(`${UPLOADS} uploads at once`);
  return withNode('uploads', async (node, { url, uploads }) => {
    const before = await memoryOf(node);
    const body = Buffer.alloc(uploads[0]!.bytes);
    let refused = 0;
    const send = async (at: number): Promise<void> => {
      for (;;) {
        const answer = await fetch(url + uploads[at % uploads.length]!.path, { method: 'PUT', body }).catch(
          () => undefined, // it was answered before all was sent
        );
        if (answer !== undefined && answer.status !== 429) return;
        refused++;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    };
    await Promise.all(Array.from({ length: UPLOADS }, (_, at) => send(at)));
    const after = await memoryOf(node);
    const memory = `memory ${before} before, ${after} at most`;
    return `- ${UPLOADS} uploads of 10 MiB at once: ${memory}; sent again: ${refused}`;
  });
}

/** Median and 99th percentile, in ms. */
type Latency = readonly [number, number];

async function latencies(url: string, paths: Record<string, string>): Promise<Map<string, Latency>> {
  const found = new Map<string, Latency>();
  for (const [what, path] of Object.entries(paths)) {
    const taken: number[] = [];
    const end = performance.now() + ASK_MS;
    while (performance.now() < end) {
      const started = performance.now();
      const answer = await fetch(url + path);
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
      taken.push(performance.now() - started);
    }
    taken.sort((a, b) => a - b);
    found.set(what, [taken[taken.length >> 1]!, taken[Math.floor(taken.length * 0.99)]!]);
  }
  return found;
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;
