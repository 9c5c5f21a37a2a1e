import { InvalidArgument } from '../../base/errors.js';
import type { Cancellable } from '../connection.js';
import { NotJson } from '../errors.js';
import { throughCommittees, type Open, type OpenBytes } from '../read/open-bytes.js';
import { streamBlob } from '../read/read-stream.js';
import type { ResponseOptions } from './response.js';

/** Where the bytes of a content come from. */
export interface ContentSource {
  /** What it is, for errors: "blob ...". */
  readonly name: string;
  readonly open: Open<OpenBytes>;
  /** All bytes, checked as a read of the whole checks them. */
  readonly whole: (signal: AbortSignal | undefined) => Promise<Uint8Array>;
}

/** Where a part lies in bytes of a length: the first byte, and the one after the last. */
type Part = (length: number) => readonly [number, number];

const all: Part = (length) => [0, length];

/**
 * Bytes that the network has, read when they are asked for, and each time anew. Nothing is asked before; what
 * is needed to read parts is asked once. Methods and their meaning are those of a `Blob`, with `response`
 * besides; all of them can be given up with a signal.
 */
export class Content {
  readonly #source: ContentSource;
  readonly #part: Part;

  /** @internal */
  constructor(source: ContentSource, part: Part = all) {
    this.#source = source;
    this.#part = part;
  }

  /** How many bytes it has. Throws as `HauloutClient.readRange`. */
  async size({ signal }: Cancellable = {}): Promise<number> {
    const [start, end] = this.#part((await this.#source.open(signal)).length);
    return end - start;
  }

  /** All of its bytes. Throws as `HauloutClient.read`; those of a `slice` as `HauloutClient.readRange`. */
  async bytes({ signal }: Cancellable = {}): Promise<Uint8Array> {
    const { open, whole } = this.#source;
    if (this.#part === all) return whole(signal);
    return throughCommittees(open, (opened) => opened.read(...this.#part(opened.length), signal), signal);
  }

  /** Its bytes as UTF-8; what is none becomes U+FFFD. Throws as `bytes`. */
  async text(options: Cancellable = {}): Promise<string> {
    return new TextDecoder().decode(await this.bytes(options));
  }

  /** What its JSON says; anybody may have written it. Throws NotJson; as `bytes`. */
  async json(options: Cancellable = {}): Promise<unknown> {
    const text = await this.text(options);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new NotJson(this.#source.name, error);
    }
  }

  /**
   * Its bytes, a part at a time, the next one when the reader has taken the last. Each is checked against the
   * blob id as `HauloutClient.readRange` does. Errors of that end the stream.
   */
  stream({ signal }: Cancellable = {}): ReadableStream<Uint8Array> {
    return streamBlob(this.#source.open, { bounds: ({ length }) => this.#part(length), signal });
  }

  /**
   * A part of it, as lazy: only what holds the part is moved. As with a `Blob`, bounds below 0 count from the
   * end, and what is out of it is cut.
   *
   * @param start first byte; default 0
   * @param end the byte after the last; default the end
   * @throws InvalidArgument for bounds that are no whole numbers
   * @example
   * const directory = await client.haulout.getBlob({ blobId }).slice(-65_557).bytes(); // of a ZIP file
   */
  slice(start = 0, end = Number.MAX_SAFE_INTEGER): Content {
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end))
      throw new InvalidArgument(`a part from ${start} to ${end}: bounds are whole numbers`, { start, end });
    return new Content(this.#source, (length) => {
      const [from, until] = this.#part(length);
      const at = (bound: number): number =>
        Math.max(from, Math.min(until, (bound < 0 ? until : from) + bound));
      const first = at(start);
      return [first, Math.max(first, at(end))];
    });
  }

  /**
   * An answer to an HTTP request, such as a service worker gives: with its length, and with a `range` header
   * only that part. What is wrong with the blob is thrown before there is an answer, as far as the first
   * questions to the nodes show it; else it ends the body.
   *
   * @throws as `size`
   * @example
   * const range = request.headers.get('range');
   * event.respondWith(client.haulout.getBlob({ blobId }).response({ range, type: 'video/mp4' }));
   */
  async response(options: ResponseOptions = {}): Promise<Response> {
    const { respond } = await import('./response.js');
    return respond(this, options);
  }
}
