/** What a check of a node has found, and what to do about it. */

/** One thing that was looked at. */
export interface Finding {
  /** One or two words. */
  readonly check: string;
  /** `unknown`: it could not be looked at, which is no fault of what was looked at. */
  readonly state: 'good' | 'bad' | 'unknown';
  /** What is so, in a sentence without a full stop. */
  readonly found: string;
  /** What to do, when something is bad. */
  readonly advice?: string | undefined;
}

/** Makes the findings of one check. */
export function findingsOf(check: string) {
  return {
    good: (found: string): Finding => ({ check, state: 'good', found }),
    bad: (found: string, advice: string): Finding => ({ check, state: 'bad', found, advice }),
    unknown: (found: string): Finding => ({ check, state: 'unknown', found }),
  };
}
