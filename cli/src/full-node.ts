import { GrpcWebFetchTransport, SuiGrpcClient } from '@mysten/sui/grpc';
import { InvalidArgumentError } from 'commander';

/** Reads an option that is the address of a full node. */
export function fullNodeUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError(`'${text}' is not an http or https url.`);
}

/** The official client on a full node. When nobody answers, the error's line says where, and why. */
export function fullNode(baseUrl: string): SuiGrpcClient {
  const ask: typeof fetch = async (input, init) => {
    try {
      return await fetch(input, init);
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      const why =
        error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : error;
      throw new Error(`no full node answers at ${baseUrl}: ${why}`, { cause: error });
    }
  };
  const transport = new GrpcWebFetchTransport({ baseUrl, fetch: ask });
  return new SuiGrpcClient({ network: 'custom', transport });
}
