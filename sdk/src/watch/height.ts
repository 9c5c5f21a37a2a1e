import type { ChainHeight, Endpoint } from './endpoint.js';
import { WatchError } from './errors.js';

/**
 * How far the endpoint is. It must serve the same chain, and still have the checkpoint that comes next.
 *
 * @throws WatchError WRONG_CHAIN, PRUNED; as `Endpoint.height`
 */
export async function heightOf(
  endpoint: Endpoint,
  { chainIdentifier, next }: { readonly chainIdentifier: string; readonly next: bigint },
  signal: AbortSignal,
): Promise<ChainHeight> {
  const height = await endpoint.height(signal);
  if (!height.chainIdentifier.startsWith(chainIdentifier)) {
    throw new WatchError(
      'WRONG_CHAIN',
      `the endpoint serves chain ${height.chainIdentifier}, not ${chainIdentifier}: ` +
        'watch it from its own beginning or from its latest checkpoint',
      { expected: chainIdentifier, actual: height.chainIdentifier },
    );
  }
  if (height.lowest > next) {
    throw new WatchError(
      'PRUNED',
      `the endpoint has no checkpoint before ${height.lowest}, and ${next} comes next: ` +
        'ask one that keeps more',
      { next, lowest: height.lowest },
    );
  }
  return height;
}
