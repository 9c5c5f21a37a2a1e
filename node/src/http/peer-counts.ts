/** How many of something each peer has at one time; peers without any take no memory. */
export class PeerCounts {
  readonly #counts = new Map<string, number>();

  /** How many a peer has. */
  of(peer: string): number {
    return this.#counts.get(peer) ?? 0;
  }

  /** It has one more. */
  add(peer: string): void {
    this.#counts.set(peer, this.of(peer) + 1);
  }

  /** It has one less. */
  remove(peer: string): void {
    const left = this.of(peer) - 1;
    if (left > 0) this.#counts.set(peer, left);
    else this.#counts.delete(peer);
  }
}
