import { InvalidArgumentError } from 'commander';

/** What `--rpc` is, for help. */
export const RPC_HELP = 'gRPC address of a full node, or of several, as a,b; default: that of the deployment';

/**
 * Reads an option that is the address of a full node, or of several with commas between them. It can be given
 * several times.
 */
export function fullNodeUrl(text: string, before?: string): string {
  for (const url of text.split(',')) {
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) continue;
    throw new InvalidArgumentError(`'${url}' is not an http or https url such as http://127.0.0.1:9000.`);
  }
  return before === undefined ? text : `${before},${text}`;
}
