/**
 * Whole networks at the price of a copy. The first of a size that a worker asks for is brought up in a folder
 * and stopped; every caller opens a copy of that folder, which is as good as new. Copies have the same keys,
 * ids and ports, so one worker opens one at a time.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { Network, type NetworkOptions } from 'haulout';

/** A size, and what may differ each time that a network is started in a folder. */
export type GoldenOptions = Required<Pick<NetworkOptions, 'nodes' | 'shards'>> &
  Pick<NetworkOptions, 'client' | 'rpcPort' | 'folder'>;

/** Folders of networks that were stopped after their first epoch had begun, by size. */
const golden = new Map<string, Promise<string>>();

/**
 * A network of this size in its first epoch, in which nothing has happened yet. The caller stops it. A folder
 * that is given is made; the network can be started there again.
 */
export async function openGoldenNetwork({
  nodes,
  shards,
  folder: given,
  ...options
}: GoldenOptions): Promise<Network> {
  const size = `${nodes} nodes, ${shards} shards`;
  for (;;) {
    const folder = golden.get(size) ?? bringUp(nodes, shards);
    golden.set(size, folder);
    try {
      const copy = given ?? (await newFolder());
      await rm(copy, { recursive: true, force: true });
      await cp(await folder, copy, { recursive: true });
      return await Network.start({ ...options, folder: copy });
    } catch (error) {
      golden.delete(size);
      // Nobody holds the ports of a network that is stopped: another process may have got one of them.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

async function bringUp(nodes: number, shards: number): Promise<string> {
  const folder = await newFolder();
  await (await Network.start({ folder, nodes, shards, seed: 'golden' })).stop();
  return folder;
}

const newFolder = (): Promise<string> => mkdtemp(join(inject('temporaryFolder'), 'network-'));
