import { withJson } from '../base/json.js';
import type { EventPlace, WatchedEvent } from './watch.js';
import { watchEvents, type WatchOptions } from './watch.js';

/** A step of the epochs: see the state machine in `move/walrus` staking. */
export interface EpochStep extends Pick<EventPlace, 'cursor' | 'checkpoint' | 'timestampMs'> {
  /**
   * - `parameters-selected`: voting has ended; `epoch` is the next one, whose committee and prices are known
   *   now
   * - `started`: `epoch` began; its committee takes writes at once, and receives its shards
   * - `done`: a quorum of the committee of `epoch` holds its shards
   */
  readonly step: 'parameters-selected' | 'started' | 'done';
  /** The epoch that the step is about. */
  readonly epoch: number;
}

/** What an event says about the epochs; undefined when it says nothing about them. */
export function epochStep(event: WatchedEvent): EpochStep | undefined {
  const { cursor, checkpoint, timestampMs } = event;
  const at = (step: EpochStep['step'], epoch: number): EpochStep =>
    withJson({ cursor, checkpoint, timestampMs, step, epoch });
  switch (event.kind) {
    case 'EpochParametersSelected':
      return at('parameters-selected', event.fields.next_epoch);
    case 'EpochChangeStart':
      return at('started', event.fields.epoch);
    case 'EpochChangeDone':
      return at('done', event.fields.epoch);
    default:
      return undefined;
  }
}

/**
 * Each step of each epoch change, exactly once.
 *
 * @throws WatchError; the signal's reason
 */
export async function* watchEpochs(options: WatchOptions): AsyncGenerator<EpochStep, never> {
  for await (const event of watchEvents(options)) {
    const step = epochStep(event);
    if (step !== undefined) yield step;
  }
  throw new Error('the chain has no end');
}
