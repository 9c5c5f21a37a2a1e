/**
 * The chain as a stream without gaps: typed events of the contracts and the steps of the epochs, each exactly
 * once, across restarts, reconnects and upgrades.
 *
 * @example
 * const client = new SuiGrpcClient({ network: 'testnet', baseUrl: 'https://your-fullnode.example:443' });
 * for await (const event of watchEvents({ client, packageId, from: { cursor: await load() } })) {
 *   await saveTogether(event, event.cursor); // what the event means and the cursor, in one write
 * }
 *
 * @experimental
 * @module @haulout/sdk/watch
 */
export { formatCursor, parseCursor, type Cursor } from './cursor.js';
export { epochStep, watchEpochs, type EpochStep } from './epochs.js';
export { WatchError, type WatchErrorCode } from './errors.js';
export { EventReader, type ContractEvent, type EventFields, type EventName } from './events.js';
export type { Trouble, WatchSettings } from './settings.js';
export {
  watchCheckpoints,
  watchEvents,
  type CheckpointWatchOptions,
  type EventPlace,
  type WatchedCheckpoint,
  type WatchedEvent,
  type WatchFrom,
  type WatchOptions,
} from './watch.js';
