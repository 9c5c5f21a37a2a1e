import type { Task } from './task.js';
import type { WorkName } from './work.js';

/** What a worker is told. Jobs are numbered by whoever tells. */
export type ToWorker =
  | { readonly kind: 'core'; readonly module: object | undefined }
  | { readonly kind: 'begin'; readonly job: number; readonly work: WorkName; readonly setting: unknown }
  | { readonly kind: 'task'; readonly job: number; readonly task: Task; readonly buffer: ArrayBuffer }
  | { readonly kind: 'end'; readonly job: number };

/** What a worker tells: that it is ready, and for each task in its order that it is done, or was not. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly buffer: ArrayBuffer }
  | { readonly kind: 'failed' };
