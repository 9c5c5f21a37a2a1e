/** `haulout verify`: checks an exported story without a chain. */
import { isHauloutError } from '@haulout/sdk/base';
import { HistoryError, verifyStory } from '@haulout/sdk/history';
import { Command, InvalidArgumentError } from 'commander';
import { fileName, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { readSmallFile } from '../small-file.js';
import { inColour } from '../table.js';
import { tell } from './tell.js';

/** Largest file that is read, in MiB. */
const MAX_MIB = 64;

interface Flags {
  readonly json: boolean;
  readonly trust?: readonly string[];
}

/** `haulout verify FILE` */
export function verifyCommand(): Command {
  return new Command('verify')
    .argument('<file>', 'what haulout explain has exported', fileName)
    .option('--trust <digest...>', 'digests of committees known to be genuine; no others count', digests)
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout verify FILE', 'haulout verify FILE --trust DIGEST'))
    .action(verify);
}

async function verify(file: string, { json, trust }: Flags): Promise<void> {
  const refuse = (rule: string, cause?: unknown) =>
    new HistoryError('MALFORMED_STORY', `${file} is not a story: ${rule}`, { cause });
  const text = await readSmallFile(file, refuse, MAX_MIB);
  if (text === undefined) throw refuse('there is no such file');
  const verified = await verifyStory(text, { trust }).catch((error: unknown) => {
    if (!isHauloutError(error, 'MALFORMED_STORY')) throw error;
    throw refuse(String(error.values['why']), error.cause);
  });
  const { story, happenings, restsOn, counts } = verified;
  if (json) {
    const { about, fromEpoch, until } = story;
    return writeJson({ kind: 'verified-story', about, fromEpoch, until, happenings, restsOn, counts });
  }
  const conditions = restsOn
    .filter(({ isTrusted }) => !isTrusted)
    .map(({ epoch, digest }) => `  epoch ${String(epoch).padEnd(4)} ${digest}`);
  const holds =
    conditions.length === 0 ? ['holds'] : ['holds if these committees are genuine:', ...conditions];
  console.log([tell(verified, inColour()), '', ...holds].join('\n'));
}

/** Reads a digest, and adds it to those before it. */
function digests(text: string, before: readonly string[] = []): string[] {
  const digits = /^(?:0x)?([0-9a-f]{64})$/i.exec(text)?.[1];
  if (digits === undefined)
    throw new InvalidArgumentError(`'${text}' is not the digest of a committee: 64 hex digits.`);
  return [...before, `0x${digits.toLowerCase()}`];
}
