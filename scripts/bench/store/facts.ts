/** What the processes of this measurement tell each other. */

/** A network, and who pays there. */
export interface NetworkFacts {
  readonly rpcUrl: string;
  readonly systemObjectId: string;
  readonly stakingObjectId: string;
  readonly secretKey: string;
}

/** Our client with bytes in memory, and with a file; and the official one, which has bytes in memory only. */
export type Client = 'ours' | 'ours, file' | 'official';

/** What a client is to do: store so many random bytes, and read them. */
export interface Job {
  readonly client: Client;
  readonly size: number;
  readonly network: NetworkFacts;
}

/** What it took: times in ms, and bytes. */
export interface Outcome {
  readonly storeMs: number;
  readonly readMs: number;
  /** Sent to nodes by the store, and received from them by the read. */
  readonly sent: number;
  readonly received: number;
  readonly peakMemory: number;
}
