/**
 * What an operator keeps of a node, in a folder of its own:
 *
 * - `node.json`: what it is on chain and how it runs
 * - `node.key`: its BLS key; `next.key`: the key that it is changing to; `tls.key`: the key of its TLS
 *   certificate
 * - `store`: the data of the node
 * - `control.sock`: where commands reach the running node
 */
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { p256 } from '@noble/curves/nist.js';
import { bytesToHex, hexToBytes, randomBytes } from '@noble/hashes/utils.js';
import { HauloutError } from '@haulout/sdk/base';
import { generateSecretKey } from '@haulout/sdk/operator';
import { readSmallFile, writeSmallFile } from '../small-file.js';

/** What a node is, and how it runs. */
export interface NodeConfig {
  /** Deployment file. */
  readonly deployment: string;
  /** Full node, where it is another one than the deployment's. */
  readonly rpc?: string | undefined;
  readonly keystore: string;
  /** Of the operator. */
  readonly address: string;
  readonly name: string;
  readonly nodeId: string;
  readonly capId: string;
  /** Where it listens. */
  readonly host: string;
  readonly port: number;
}

/** Stable codes of {@link NodeFolderError}. */
export type NodeFolderErrorCode =
  /** The folder has no node. */
  | 'NO_NODE'
  /** A node was registered from the folder already. */
  | 'ALREADY_REGISTERED'
  /** A file in the folder is damaged, or does not belong to the node. */
  | 'BAD_FILE';

/** A node's folder cannot be used. No message and no value holds a part of a key. */
export class NodeFolderError extends HauloutError<NodeFolderErrorCode> {
  override readonly name: string = 'NodeFolderError';
}

const TEXTS = ['deployment', 'keystore', 'address', 'name', 'nodeId', 'capId', 'host'] as const;

/** Paths in a node's folder. */
export function nodePlaces(folder: string) {
  const at = (name: string): string => join(resolve(folder), name);
  return {
    config: at('node.json'),
    key: at('node.key'),
    nextKey: at('next.key'),
    tls: at('tls.key'),
    store: at('store'),
    control: at('control.sock'),
  };
}

/** Throws NodeFolderError NO_NODE, BAD_FILE. */
export async function readNodeConfig(folder: string): Promise<NodeConfig> {
  const config = await findNodeConfig(folder);
  if (config !== undefined) return config;
  throw new NodeFolderError({
    code: 'NO_NODE',
    message: `there is no node in ${folder}`,
    values: { folder },
    advice: 'haulout node register makes one; or say with --folder where it is',
  });
}

/** As `readNodeConfig`, but undefined when there is none. */
export async function findNodeConfig(folder: string): Promise<NodeConfig | undefined> {
  const file = nodePlaces(folder).config;
  const bad = (why: string, cause?: unknown): NodeFolderError =>
    new NodeFolderError({
      code: 'BAD_FILE',
      message: `${file} does not describe a node: ${why}`,
      values: { file },
      advice: 'Restore it from a copy, or move it away and register again: the keys beside it are kept',
      cause,
    });
  const text = await readSmallFile(file, bad);
  if (text === undefined) return undefined;
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw bad('it is not JSON', cause);
  }
  if (typeof value !== 'object' || value === null) throw bad('it is not an object');
  for (const name of TEXTS) if (typeof value[name] !== 'string') throw bad(`${name} is not a string`);
  const { rpc, port } = value;
  if (rpc !== undefined && typeof rpc !== 'string') throw bad('rpc is not a string');
  if (!Number.isInteger(port) || Number(port) < 0 || Number(port) > 65_535)
    throw bad('port is not a whole number from 0 to 65535');
  return value as unknown as NodeConfig;
}

/** Keeps what a node is; on disk when it resolves. */
export async function writeNodeConfig(folder: string, config: NodeConfig): Promise<void> {
  await writeSmallFile(nodePlaces(folder).config, `${JSON.stringify(config, undefined, 2)}\n`);
}

/**
 * The key in a file; made when there is none, whole or not at all, and once when several ask for it at the
 * same time. Only its owner may read the file.
 */
export async function ensureKey(file: string, make: () => Uint8Array): Promise<Uint8Array> {
  const known = await readKey(file);
  if (known !== undefined) return known;
  await (await import('@haulout/node')).makeFolder(dirname(file));
  const draft = `${file}.${bytesToHex(randomBytes(8))}.next`;
  try {
    await writeFile(draft, `${bytesToHex(make())}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return (await readKey(file))!;
}

/** A key of 32 bytes; undefined when there is no such file. Throws NodeFolderError BAD_FILE. */
export async function readKey(file: string): Promise<Uint8Array | undefined> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  const text = found.isFile() && found.size < 1024 ? (await readFile(file, 'utf8')).trim() : '';
  if (/^[0-9a-f]{64}$/.test(text)) return hexToBytes(text);
  throw new NodeFolderError({
    code: 'BAD_FILE',
    message: `${file} does not hold a key of 32 bytes in hex`,
    values: { file },
    advice: 'Restore it from a copy: a key cannot be made again',
  });
}

/** Those of some files with keys that others on this machine can read; where files have such rights. */
export async function readableByOthers(files: readonly string[]): Promise<readonly string[]> {
  if (process.platform === 'win32') return [];
  const found = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  return files.filter((_, index) => ((found[index]?.mode ?? 0) & 0o077) !== 0);
}

/** A new BLS key. */
export const newNodeKey = (): Uint8Array => generateSecretKey();
/** A new key for a TLS certificate. */
export const newTlsKey = (): Uint8Array => p256.utils.randomSecretKey();

/** The next key has become the node's key. */
export async function promoteNextKey(folder: string): Promise<void> {
  const { key, nextKey } = nodePlaces(folder);
  await rename(nextKey, key);
}
