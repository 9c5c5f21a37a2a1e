/** Set up for every test file: notes how much CPU time the file has taken, which the reporter shows. */
import { readFileSync } from 'node:fs';
import { afterAll } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** CPU time of a file in the process that ran it, in ms; without processes that its tests start. */
    cpuMs?: number;
    /** CPU time of the processes that its tests started and that have ended, in ms; 0 where there is no /proc. */
    startedCpuMs?: number;
  }
}

const started = process.cpuUsage();
const before = ofChildren();
afterAll(({}, { file }) => {
  const { user, system } = process.cpuUsage(started);
  file.meta.cpuMs = (user + system) / 1000;
  file.meta.startedCpuMs = ofChildren() - before;
});

/** In ms: what the kernel has counted of children that were waited for, in ticks of 10 ms (proc(5)). */
function ofChildren(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]!.split(' ');
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
}
