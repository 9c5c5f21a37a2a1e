/** Elements of the groups, independent of the curve that computes with them. */
import { currentCurve } from './current-curve.js';
import type { Curve, Group } from './curve.js';

type GroupName = 'keys' | 'signatures';

/** Length of an element in bytes. No curve is given more: bytes may be from anybody, and of any length. */
const BYTES = { keys: 48, signatures: 96 } as const;

/** An element of a group, checked. */
export class Element<G extends GroupName> {
  /** Compressed: 48 bytes of a key, 96 of a signature. */
  readonly bytes: Uint8Array;
  /** Zero is an element, but neither a key nor a signature. */
  readonly isZero: boolean;
  readonly #group: G;
  /** What the curve that was last asked computes with. */
  #form: { readonly curve: Curve; readonly point: unknown };

  /** @param bytes those of the point, if they are known */
  constructor(group: G, { curve, point, bytes }: { curve: Curve; point: unknown; bytes?: Uint8Array }) {
    const of: Group<unknown> = curve[group];
    this.#group = group;
    this.#form = { curve, point };
    this.bytes = bytes?.slice() ?? of.write(point);
    this.isZero = of.isZero(point);
  }

  /** What `curve` computes with. */
  formOf(curve: Curve): unknown {
    if (this.#form.curve !== curve) this.#form = { curve, point: curve[this.#group].read(this.bytes) };
    return this.#form.point;
  }

  equals(other: Element<G>): boolean {
    return this === other || this.bytes.every((byte, at) => byte === other.bytes[at]);
  }
}

/** The element with these bytes; undefined when there is none, or when it is zero. */
export function readElement<G extends GroupName>(group: G, bytes: Uint8Array): Element<G> | undefined {
  if (bytes.length !== BYTES[group]) return undefined;
  const curve = currentCurve();
  const point = curve[group].read(bytes);
  if (point === undefined) return undefined;
  const element = new Element(group, { curve, point, bytes });
  return element.isZero ? undefined : element;
}

/**
 * The sum of at least one element.
 * @throws RangeError for none
 */
export function sumElements<G extends GroupName>(group: G, elements: readonly Element<G>[]): Element<G> {
  if (elements.length === 0) throw new RangeError('a sum of no elements');
  const curve = currentCurve();
  const of: Group<unknown> = curve[group];
  return new Element(group, { curve, point: of.sum(elements.map((element) => element.formOf(curve))) });
}
