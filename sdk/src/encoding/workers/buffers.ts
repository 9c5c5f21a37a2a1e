/** Bytes that are kept at most when works are over. */
const KEPT_BYTES = 32 << 20;
/** A buffer of more times what is asked for is left to who needs it. */
const MOST_TIMES = 4;

/**
 * Buffers that tasks travel in. They are kept for the next ones: memory that a process does not have yet
 * costs more than what is copied into it.
 */
export class Buffers {
  readonly #kept: ArrayBuffer[] = [];

  /** A buffer of at least so many bytes; what is in it means nothing. */
  take(bytes: number): ArrayBuffer {
    const at = this.#kept.findIndex(
      ({ byteLength }) => byteLength >= bytes && byteLength <= MOST_TIMES * bytes,
    );
    return at < 0 ? new ArrayBuffer(bytes) : this.#kept.splice(at, 1)[0]!;
  }

  /** Takes a buffer back. */
  give(buffer: ArrayBuffer): void {
    this.#kept.push(buffer);
  }

  /** Lets go of what is more than 32 MiB: first what nobody has wanted for longest. */
  trim(): void {
    let bytes = this.#kept.reduce((sum, { byteLength }) => sum + byteLength, 0);
    while (bytes > KEPT_BYTES) bytes -= this.#kept.shift()!.byteLength;
  }

  /** Keeps none. */
  clear(): void {
    this.#kept.length = 0;
  }
}
