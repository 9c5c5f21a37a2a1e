import type { BlobLayout } from '../layout.js';
import type { Code } from './coding.js';

/** The whole matrix of one blob: every symbol is hashed once, and every sliver written once. */
export interface Expansion {
  /** Where the blob goes before the first step; zeros stay behind its end. */
  readonly blob: Uint8Array;
  /** The work, cut in steps of a few milliseconds; tells before each which share of it is done. */
  steps(): Iterable<number>;
  /** The Merkle root above row `index`, when all steps are done. */
  rowRoot(index: number): Uint8Array;
  /** The Merkle root above column `index`, when all steps are done. */
  columnRoot(index: number): Uint8Array;
  /** All primary slivers one after the other, when all steps are done; undefined unless asked for. */
  readonly primary: Uint8Array | undefined;
  /** All secondary slivers likewise. */
  readonly secondary: Uint8Array | undefined;
}

/** What is to be expanded. */
export interface ExpansionSetting {
  readonly layout: BlobLayout;
  /** The code that makes columns C..n-1 from columns 0..C-1. */
  readonly rowCode: Code;
  /** The code that makes rows R..n-1 from rows 0..R-1. */
  readonly columnCode: Code;
  /** False when only the hashes are wanted. */
  readonly keepSlivers: boolean;
}

/** Makes room for the matrix of a blob. */
export type StartExpansion = (setting: ExpansionSetting) => Promise<Expansion>;
