import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import { ChainStateMissing } from '@haulout/sdk/chain';

type EventEntry = SuiClientTypes.EventEntry;

/** Where a stream stands: behind so many events of the page that comes after a cursor. */
export interface StreamPosition {
  readonly after: string | null;
  readonly skip: number;
}

/** Events asked for at once. */
const PAGE_SIZE = 50;

/** The events of one Move module, a page at a time, with a place that can be kept. */
export class EventStream {
  readonly #client: ClientWithCoreApi;
  readonly #eventType: string;
  /** Not taken yet. */
  #entries: readonly EventEntry[] = [];
  #position: StreamPosition;
  #endCursor: string | null;
  #hasNextPage = true;

  /** @param eventType `package::module` */
  constructor(client: ClientWithCoreApi, eventType: string, position: StreamPosition) {
    this.#client = client;
    this.#eventType = eventType;
    this.#position = position;
    this.#endCursor = position.after;
  }

  /** Events at hand, in the order of the chain. */
  get entries(): readonly EventEntry[] {
    return this.#entries;
  }

  /** Whether there may be more than what is at hand, as far as was known when it came. */
  get hasMore(): boolean {
    return this.#hasNextPage;
  }

  /** Behind everything that was taken. */
  get position(): StreamPosition {
    return this.#position;
  }

  /** Asks for more until there are events at hand, or there are no more at this moment. */
  async fill(): Promise<void> {
    do {
      if (this.#entries.length > 0) return;
      const { after, skip } = this.#position;
      const page = await this.#client.core.listEvents({
        filter: { eventType: this.#eventType },
        after,
        limit: PAGE_SIZE,
      });
      this.#entries = page.events.slice(skip);
      this.#endCursor = page.endCursor ?? after;
      this.#hasNextPage = page.hasNextPage;
      // The page may be shorter than the one in which events were counted.
      const left = Math.max(0, skip - page.events.length);
      if (this.#entries.length === 0) this.#position = { after: this.#endCursor, skip: left };
    } while (this.#hasNextPage);
  }

  /** Takes the first events at hand. */
  take(count: number): readonly EventEntry[] {
    const taken = this.#entries.slice(0, count);
    this.#entries = this.#entries.slice(count);
    this.#position =
      this.#entries.length === 0
        ? { after: this.#endCursor, skip: 0 }
        : { after: this.#position.after, skip: this.#position.skip + taken.length };
    return taken;
  }
}

/** The checkpoint of an event. Throws ChainStateMissing when the client's transport does not say. */
export function checkpointOf({ checkpoint, transactionDigest }: EventEntry): number {
  if (checkpoint !== null) return Number(checkpoint);
  throw new ChainStateMissing(`the checkpoint of transaction ${transactionDigest}`, { transactionDigest });
}
