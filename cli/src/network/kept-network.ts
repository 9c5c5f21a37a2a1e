/** What a network writes down in its folder, so that it can be started there again. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, HauloutError } from '@haulout/sdk/base';
import { readSmallFile, writeSmallFile } from '../small-file.js';

/** A network that came up in a folder. */
export interface KeptNetwork {
  readonly seed: string;
  readonly shards: number;
  readonly nodes: readonly KeptNode[];
}

/** A node of it, whose name is `node-` and its index. */
interface KeptNode {
  readonly nodeId: string;
  readonly capId: string;
  /** Of the loopback interface; its address on chain. */
  readonly port: number;
}

/** Stable codes of {@link NetworkError}. */
export type NetworkErrorCode =
  /** The file is no description of a network. */
  | 'BAD_FILE'
  /** The folder cannot be made or written, or is a file. */
  | 'BAD_FOLDER'
  /** The folder holds a network that was started with other options. */
  | 'OTHER_NETWORK';

/** A network cannot be started in a folder. */
export class NetworkError extends HauloutError<NetworkErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'NetworkError';
}

/** Where the parts of a network are in its folder. */
export function placesIn(folder: string) {
  return {
    chain: join(folder, 'chain'),
    deployment: join(folder, 'deployment.json'),
    nodes: join(folder, 'nodes'),
    network: join(folder, 'network.json'),
  };
}

/**
 * Makes the folder of a network if it is missing. Throws NetworkError BAD_FOLDER unless it can be written.
 */
export async function prepareFolder(folder: string): Promise<void> {
  const probe = join(folder, 'write-test');
  try {
    await (await import('@haulout/node')).makeFolder(folder);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw badFolder(folder, error);
  }
}

function badFolder(folder: string, cause: unknown): NetworkError {
  return new NetworkError({
    code: 'BAD_FOLDER',
    message: `a network cannot be kept in ${folder}`,
    values: { folder },
    advice: 'Choose a folder that can be made and written',
    cause,
  });
}

/**
 * The network in a folder; undefined if none has ever come up there. Throws NetworkError BAD_FILE,
 * BAD_FOLDER.
 */
export async function readKeptNetwork(folder: string): Promise<KeptNetwork | undefined> {
  const file = placesIn(folder).network;
  const bad = (why: string, cause?: unknown) =>
    new NetworkError({
      code: 'BAD_FILE',
      message: `${file} does not describe a network: ${why}`,
      values: { file },
      advice: 'Restore the file from a copy, or start the network in another folder',
      cause,
    });
  const text = await readSmallFile(file, bad).catch((error: unknown) => {
    throw codeOf(error) === 'ENOTDIR' ? badFolder(folder, error) : error;
  });
  if (text === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw bad('it is not JSON', cause);
  }
  if (!isKeptNetwork(parsed)) throw bad('a field is missing or has an impossible value');
  return parsed;
}

/** Says that the network in this folder has come up. */
export function writeKeptNetwork(folder: string, kept: KeptNetwork): Promise<void> {
  return writeSmallFile(placesIn(folder).network, `${JSON.stringify(kept, undefined, 2)}\n`);
}

/** Removes what a network has left that did not come up: nobody has been given anything of it. */
export async function removeUnfinished(folder: string): Promise<void> {
  const { chain, deployment, nodes } = placesIn(folder);
  for (const path of [chain, deployment, nodes]) await rm(path, { recursive: true, force: true });
}

/** Throws NetworkError OTHER_NETWORK unless the network in a folder is the one asked for. */
export function checkSameNetwork(
  folder: string,
  kept: KeptNetwork,
  asked: { readonly seed?: string; readonly shards?: number; readonly nodes?: number },
): void {
  const known = { seed: kept.seed, shards: kept.shards, nodes: kept.nodes.length };
  for (const name of ['seed', 'shards', 'nodes'] as const) {
    if (asked[name] === undefined || asked[name] === known[name]) continue;
    throw new NetworkError({
      code: 'OTHER_NETWORK',
      message: `the network in ${folder} was started with ${name} ${known[name]}, not ${asked[name]}`,
      values: { folder, option: name, started: known[name], asked: asked[name] },
      advice: `Leave ${name} out to start it again, or choose another folder for a new network`,
    });
  }
}

function isKeptNetwork(value: unknown): value is KeptNetwork {
  if (!isRecord(value)) return false;
  const { seed, shards, nodes } = value;
  return typeof seed === 'string' && isCount(shards) && Array.isArray(nodes) && nodes.every(isKeptNode);
}

function isKeptNode(value: unknown): value is KeptNode {
  if (!isRecord(value)) return false;
  const { nodeId, capId, port } = value;
  return typeof nodeId === 'string' && typeof capId === 'string' && isCount(port) && port < 65536;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
