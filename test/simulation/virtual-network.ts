/** The network between the parties of a simulation: slow, lossy, out of order, and at times cut in two. */
import { StatusError, type RpcServer } from '@haulout/devnet/rpc';
import type { VirtualClock } from './virtual-clock.js';

/** How messages fare. Each way of an exchange is a message. */
export interface Weather {
  /** Delays are uniform between the two, in ms: messages overtake each other. */
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  /** Probability that a message is lost. */
  readonly loss: number;
  /** Probability that a request arrives twice. */
  readonly duplication: number;
}

/** What happened to messages so far. */
export interface Traffic {
  messages: number;
  lost: number;
  duplicated: number;
  cut: number;
}

/** A message that did not arrive, noticed by its sender as a broken connection. */
class ConnectionLost extends TypeError {
  constructor(from: string, to: string) {
    super(`the connection from ${from} to ${to} was lost`);
    this.name = 'ConnectionLost';
  }
}

/** All links between parties, which are known by name. */
export class VirtualNetwork {
  readonly traffic: Traffic = { messages: 0, lost: 0, duplicated: 0, cut: 0 };
  weather: Weather;
  readonly #clock: VirtualClock;
  readonly #random: () => number;
  readonly #cut = new Set<string>();

  constructor(clock: VirtualClock, random: () => number, weather: Weather) {
    this.#clock = clock;
    this.#random = random;
    this.weather = weather;
  }

  /** Cuts a party off from all others but those that are cut off too, or connects it again. */
  setCut(party: string, cut: boolean): void {
    if (cut) this.#cut.add(party);
    else this.#cut.delete(party);
  }

  isCut(party: string): boolean {
    return this.#cut.has(party);
  }

  /**
   * Carries a request to `handle` at the other end, and its answer back. When either is lost, the sender sees
   * a broken connection, or nothing at all until its signal ends the wait.
   */
  async exchange<A>(
    from: string,
    to: string,
    handle: () => Promise<A>,
    signal: AbortSignal | undefined,
  ): Promise<A> {
    await this.#travel(from, to, signal);
    if (this.#random() < this.weather.duplication) {
      this.traffic.duplicated++;
      this.#clock.after(this.#delay(), () => void handle().catch(() => undefined));
    }
    const answer = await handle();
    await this.#travel(to, from, signal);
    return answer;
  }

  /** Whether a message of a stream is lost, and the stream with it. */
  breaks(from: string, to: string): boolean {
    this.traffic.messages++;
    if (this.#cut.has(from) !== this.#cut.has(to)) this.traffic.cut++;
    else if (this.#random() < this.weather.loss) this.traffic.lost++;
    else return false;
    return true;
  }

  async #travel(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
    this.traffic.messages++;
    const isCut = this.#cut.has(from) !== this.#cut.has(to);
    const isLost = this.#random() < this.weather.loss;
    const isSilent = this.#random() < 0.5 && signal !== undefined;
    if (isCut) this.traffic.cut++;
    else if (isLost) this.traffic.lost++;
    if ((isCut || isLost) && isSilent) return ended(signal);
    await this.#clock.sleep(this.#delay());
    if (isCut || isLost) throw new ConnectionLost(from, to);
  }

  #delay(): number {
    const { minDelayMs, maxDelayMs } = this.weather;
    return minDelayMs + this.#random() * (maxDelayMs - minDelayMs);
  }
}

/** A chain's server as a party sees it over the network. `turnClock` runs before each transaction. */
export function chainOver(
  network: VirtualNetwork,
  from: string,
  server: RpcServer,
  turnClock: () => void,
): RpcServer {
  const travelling = async <A>(handle: () => Promise<A>): Promise<A> => {
    try {
      return await network.exchange(from, 'chain', handle, undefined);
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      throw new StatusError('UNAVAILABLE', error.message, { cause: error });
    }
  };
  return {
    kind: (path) => server.kind(path),
    unary: (path, request, call) =>
      travelling(() => {
        if (path.includes('TransactionExecutionService')) turnClock();
        return server.unary(path, request, call);
      }),
    async *stream(path, request, call) {
      const frames = await travelling(async () => server.stream(path, request, call));
      for await (const frame of frames) {
        if (network.breaks(from, 'chain'))
          throw new StatusError('UNAVAILABLE', `the stream from chain to ${from} broke`);
        yield frame;
      }
    },
    close: () => undefined,
  };
}

/** Rejects when the signal ends the wait, and never otherwise. */
function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) return void reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
