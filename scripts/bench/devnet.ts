import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Devnet } from '@haulout/devnet';
import { table } from './measure.js';
import type { Progress } from './progress.js';

const PAYMENTS = 400;
const ROUNDS = 5;

/** Transactions a second of the ledger in memory and in a folder, and how fast a folder is opened again. */
export async function benchDevnet(progress: Progress): Promise<string> {
  progress.expect(ROUNDS + 2);
  progress.step('start');
  const folder = await mkdtemp(join(tmpdir(), 'haulout-bench-'));
  try {
    const devnets = { 'in memory': await Devnet.start(), 'in a folder': await Devnet.start({ folder }) };
    const times = new Map<string, number[]>();
    const journal = join(folder, 'journal');
    const { size: before } = await stat(journal);
    // In turns, so that a machine that is busy for a while slows both.
    for (let round = 0; round < ROUNDS; round++) {
      progress.step(`round ${round + 1} of payments`);
      for (const [name, devnet] of Object.entries(devnets)) {
        times.set(name, [...(times.get(name) ?? []), timed(() => pay(devnet))]);
      }
    }
    const { size: after } = await stat(journal);
    Object.values(devnets).forEach((devnet) => devnet.stop());
    progress.step('open the folder again');
    const began = performance.now();
    (await Devnet.start({ folder })).stop();
    const opened = performance.now() - began;
    const payments = PAYMENTS * ROUNDS;
    const perSecond = (ms: number, count = PAYMENTS) => `${Math.round(count / (ms / 1000))} a second`;
    const fastest = (name: string) => Math.min(...times.get(name)!);
    return table(
      ['payments', ''],
      [
        ...[...times.keys()].map((name) => [`executed ${name}`, perSecond(fastest(name))]),
        ['opened again', perSecond(opened, payments)],
        ['in the journal', `${Math.round((after - before) / payments)} bytes each`],
      ],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function pay(devnet: Devnet): void {
  for (let i = 0; i < PAYMENTS; i++) devnet.fund('0x77', 1);
}

function timed(task: () => void): number {
  const began = performance.now();
  task();
  return performance.now() - began;
}
