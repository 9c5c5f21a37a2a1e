import { isRoundOver, type EvidenceState } from '@haulout/sdk/chain';
import type { ChainView } from '../chain/chain-view.js';

/** A moment in which nothing keeps nodes from giving what they have. */
export interface QuietMoment {
  /** On the chain's clock, ms since 1970. */
  readonly nowMs: number;
  /** Time between two tries that count: a day, or an eighth of an epoch where epochs are short; ms. */
  readonly gapMs: number;
  /** The epoch that the judges have taken in last. */
  readonly termEpoch: number;
}

/** How to find out. */
export interface QuietMomentParts {
  readonly chain: ChainView;
  /** Reads what the judges know now, and the chain's clock. */
  readonly readState: () => Promise<EvidenceState>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** What moment it is; undefined while a round is open or shards are on the move. */
export async function quietMoment({ chain, readState }: QuietMomentParts): Promise<QuietMoment | undefined> {
  if ((await chain.assignment()).phase === 'EpochChangeSync') return undefined;
  const { nowMs, round, term } = await readState();
  if (term === undefined || (round !== undefined && !isRoundOver(round))) return undefined;
  return { nowMs, gapMs: Math.min(DAY_MS, term.durationMs / 8), termEpoch: term.epoch };
}
