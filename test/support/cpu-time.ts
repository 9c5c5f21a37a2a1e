/** Set up for every test file: notes how much CPU time the file has taken, which the reporter shows. */
import { afterAll } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** CPU time of a file in the process that ran it, in ms; without processes that its tests start. */
    cpuMs?: number;
  }
}

const started = process.cpuUsage();
afterAll(({}, { file }) => {
  const { user, system } = process.cpuUsage(started);
  file.meta.cpuMs = (user + system) / 1000;
});
