/** A worker of the pool: the program of its thread. */
import { scriptCore, type Core } from '../core/core.js';
import { startWasm } from '../core/wasm.js';
import type { FromWorker, ToWorker } from './messages.js';
import { ownPort } from './port.js';
import type { Performer } from './task.js';
import { startWork } from './work.js';

const port = ownPort();
const performers = new Map<number, Promise<Performer>>();
let core: Promise<Core> = Promise.resolve(scriptCore);
/** One message after the other. */
let last: Promise<void> = Promise.resolve();

port.listen((message) => (last = last.then(() => obey(message as ToWorker))));

async function obey(message: ToWorker): Promise<void> {
  if (message.kind === 'core') {
    if (message.module !== undefined) core = startWasm(message.module as WebAssembly.Module);
    await core;
    tell({ kind: 'ready' });
  } else if (message.kind === 'begin') {
    const performer = startWork(await core, message.work, message.setting as never);
    performers.set(message.job, performer);
    // Told when its tasks are asked for.
    performer.catch(() => undefined);
  } else if (message.kind === 'end') {
    performers.delete(message.job);
  } else {
    await perform(message);
  }
}

async function perform({ job, task, buffer }: Extract<ToWorker, { kind: 'task' }>): Promise<void> {
  try {
    const performer = (await performers.get(job))!;
    const bytes = new Uint8Array(buffer);
    const { buffer: own = bytes } = performer;
    if (own !== bytes) own.set(bytes.subarray(0, task.input));
    performer.perform(task, own);
    if (own !== bytes) bytes.set(own.subarray(task.input, task.input + task.output), task.input);
    tell({ kind: 'done', buffer }, [buffer]);
  } catch {
    // Whoever asked does it on its own thread, where an error has its class.
    tell({ kind: 'failed' });
  }
}

function tell(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
  port.post(message, transfer);
}
