/** Tokens that were used, for as long as they have not expired. */
import { refusal } from '../refusal.js';
import { openUsed } from './used-store.js';

/** Which tokens were used. */
export interface UsedTokens {
  /** Refuses a token that was used. Throws ServiceError TOKEN_ALREADY_USED. */
  check(jti: string): void;
  /** Uses a token up that expires at `exp`, in seconds since 1970. Rejects as `check` throws. */
  add(jti: string, exp: number): Promise<void>;
  /** Lets the folder go. */
  close(): Promise<void>;
}

/** Tokens that were used and have not expired; with more, uploads are refused until some expire. */
const MOST = 100_000;

/** Opens the folder, if there is one. Throws InvalidArgument for one that has something else in it. */
export async function usedTokens(folder: string | undefined, now: () => number): Promise<UsedTokens> {
  const used = await openUsed<true>({
    ...{ folder, most: MOST, what: 'tokens' },
    isValue: (value): value is true => value === true,
  });
  await used.forget(now());
  const check = (jti: string): void => {
    if (used.get(jti) !== undefined)
      throw refusal('RESOURCE_EXHAUSTED TOKEN_ALREADY_USED', 'the token was used already');
  };
  return {
    check,
    async add(jti, exp) {
      check(jti);
      await used.put(jti, { untilMs: exp * 1000, value: true }, now());
    },
    close: () => used.close(),
  };
}
