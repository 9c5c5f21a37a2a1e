/**
 * Ways in which a storage node of a test network can misbehave. They act in front of the node, which stays
 * honest.
 */
export type Fault =
  /** Connections are refused, as after a crash. */
  | { readonly kind: 'dead' }
  /** Requests are accepted and never answered. */
  | { readonly kind: 'silent' }
  /** Every answer is an internal error. */
  | { readonly kind: 'refusing' }
  /** Answers are right but late by this many milliseconds. */
  | {
      readonly kind: 'slow';
      /** How late, in ms. */
      readonly ms: number;
    }
  | {
      readonly kind: 'lying';
      /** What is wrong with the answers. */
      readonly lie: Lie;
    };

/**
 * What a lying node serves in place of metadata and slivers: its own bytes with some of them changed, what it
 * honestly holds for another blob, or another sliver (or the right one under a wrong index) of the same blob.
 */
export type Lie = 'wrong-bytes' | 'other-blob' | 'wrong-index';

/** One word for people: `lying (wrong-bytes)`, `silent`, ... */
export function describeFault(fault: Fault | undefined): string {
  if (fault === undefined) return 'honest';
  if (fault.kind === 'lying') return `lying (${fault.lie})`;
  if (fault.kind === 'slow') return `slow (${fault.ms} ms)`;
  return fault.kind;
}
