import { Devnet } from '@haulout/devnet';
import { defaultParameters } from '../deploy/deploy.js';
import { NetworkError, placesIn, removeUnfinished, type KeptNetwork } from './kept-network.js';
import type { NetworkOptions } from './options.js';

/** What a devnet takes of the options of its network. */
type DevnetOptions = Pick<NetworkOptions, 'folder' | 'timestampMs' | 'epochMs'> & { readonly seed: string };

/**
 * The devnet of a network that is kept in a folder, or of one that is not.
 *
 * @param kept what the folder says of the network, if one has come up there
 * @throws NetworkError BAD_FILE when the chain is lost; JournalError when the folder is in use or damaged
 */
export async function startDevnet(
  { seed, folder, timestampMs, epochMs = defaultParameters.epochDurationMs }: DevnetOptions,
  kept: KeptNetwork | undefined,
): Promise<Devnet> {
  // Two epochs' time goes by until there is a committee.
  const startTimestampMs = timestampMs === undefined ? undefined : BigInt(timestampMs) - 2n * epochMs;
  if (folder === undefined) return Devnet.start({ seed, startTimestampMs });
  const { chain } = placesIn(folder);
  if (kept === undefined) {
    // A start may have been cut short here. If another is under way, the folder is in use and this throws.
    (await Devnet.start({ folder: chain })).stop();
    await removeUnfinished(folder);
  }
  const begin = kept === undefined ? { startTimestampMs } : {};
  const devnet = await Devnet.start({ seed, folder: chain, ...begin });
  if (kept === undefined || devnet.ledger.latestCheckpoint().sequenceNumber > 0n) return devnet;
  devnet.stop();
  throw new NetworkError({
    code: 'BAD_FILE',
    message: `the network in ${folder} has lost its chain: ${chain} is empty or missing`,
    values: { folder, chain },
    advice: 'Restore the folder from a copy, or start the network in another folder',
  });
}
