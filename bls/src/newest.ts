/** A map that forgets its oldest entries. */
export class Newest<V> {
  readonly #most: number;
  readonly #entries = new Map<string, V>();

  /** @param most entries that it keeps */
  constructor(most: number) {
    this.#most = most;
  }

  get(name: string): V | undefined {
    return this.#entries.get(name);
  }

  set(name: string, value: V): void {
    this.#entries.delete(name);
    if (this.#entries.size === this.#most) this.#entries.delete(this.#entries.keys().next().value!);
    this.#entries.set(name, value);
  }

  /** The value kept under a name, or what `make` gives, kept from now on unless it is undefined. */
  getOrMake<T extends V | undefined>(name: string, make: () => T): V | T {
    const known = this.#entries.get(name);
    if (known !== undefined) return known;
    const made = make();
    if (made !== undefined) this.set(name, made);
    return made;
  }
}
