/**
 * Tokens that were used, for as long as they have not expired: in memory, and in a file if there is one, with
 * a line for each, `[jti, exp]`. A token is on disk before anything is paid for its upload.
 */
import { open, readFile, rename, stat, type FileHandle } from 'node:fs/promises';
import { InvalidArgument } from '@haulout/sdk/base';
import { refusal } from '../refusal.js';

/** Which tokens were used. */
export interface UsedTokens {
  /** Refuses a token that was used. Throws ServiceError TOKEN_ALREADY_USED. */
  check(jti: string): void;
  /** Uses a token up that expires at `exp`, in seconds since 1970. Rejects as `check` throws. */
  add(jti: string, exp: number): Promise<void>;
  /** Closes the file. */
  close(): Promise<void>;
}

/** Tokens that were used and have not expired; with more, uploads are refused until some expire. */
const MOST = 100_000;
/** Largest file: more tokens than those, with the longest names. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Opens the file, if there is one. Throws InvalidArgument for one that has something else in it. */
export async function usedTokens(file: string | undefined, now: () => number): Promise<UsedTokens> {
  /** When they expire. */
  const used = file === undefined ? new Map<string, number>() : await readUsed(file);
  const forget = (): void => {
    for (const [jti, exp] of used) if (exp * 1000 < now()) used.delete(jti);
  };
  forget();
  const handle = file === undefined ? undefined : await rewritten(file, used);
  const check = (jti: string): void => {
    if (used.has(jti)) throw refusal('RESOURCE_EXHAUSTED TOKEN_ALREADY_USED', 'the token was used already');
  };
  return {
    check,
    async add(jti, exp) {
      check(jti);
      if (used.size >= MOST) forget();
      if (used.size >= MOST)
        throw refusal('UNAVAILABLE TOO_MANY_REQUESTS', 'too many tokens are in use: come back later', {
          comeBack: true,
        });
      used.set(jti, exp);
      await handle?.appendFile(line(jti, exp));
      await handle?.datasync();
    },
    close: async () => handle?.close(),
  };
}

const line = (jti: string, exp: number): string => `${JSON.stringify([jti, exp])}\n`;

async function readUsed(file: string): Promise<Map<string, number>> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return new Map();
  if (!found.isFile() || found.size > MAX_BYTES) throw notOurs(file);
  const lines = (await readFile(file, 'utf8')).split('\n');
  // What is behind the last line break was being written when the publisher was killed: it paid nothing yet.
  return new Map(lines.slice(0, -1).map((text) => entryOf(text, file)));
}

function entryOf(text: string, file: string): [string, number] {
  try {
    const [jti, exp] = JSON.parse(text) as unknown[];
    if (typeof jti === 'string' && Number.isSafeInteger(exp)) return [jti, exp as number];
  } catch {
    // Refused below.
  }
  throw notOurs(file);
}

function notOurs(file: string): InvalidArgument {
  return new InvalidArgument(`${file} is no file of used tokens: a line for each, as ["jti", 1767225600]`);
}

/** The file without what has expired, open for more. */
async function rewritten(file: string, used: ReadonlyMap<string, number>): Promise<FileHandle> {
  const next = await open(`${file}.next`, 'w', 0o600);
  try {
    await next.writeFile([...used].map(([jti, exp]) => line(jti, exp)).join(''));
    await next.sync();
    await rename(`${file}.next`, file);
    return next;
  } catch (error) {
    await next.close();
    throw error;
  }
}
