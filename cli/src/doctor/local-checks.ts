/** What can be looked at without a chain: keys and disk. */
import { compressPublicKey } from '@haulout/sdk/certificate';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeState } from '@haulout/sdk/chain';
import { lineOf } from '../error-line.js';
import { size } from '../format.js';
import { belongsTo } from '../node/key-in-force.js';
import { nodePlaces, readableByOthers, readKey } from '../node/node-folder.js';
import { findingsOf, type Finding } from './finding.js';

/** With less free space a node is about to refuse uploads. */
const LITTLE_BYTES = 1024 ** 3;

/** Who can read the keys, and whether they are those of the node on chain (undefined: not known). */
export async function checkKeys(
  folder: string,
  { keystore, node }: { readonly keystore: string; readonly node: NodeState | undefined },
): Promise<Finding[]> {
  const { good, bad, unknown } = findingsOf('keys');
  const { key, nextKey, tls } = nodePlaces(folder);
  const open = await readableByOthers([key, nextKey, tls, keystore]);
  const modes = open.map((file) =>
    bad(
      `others on this machine can read ${file}`,
      `chmod 600 ${file}; rotate the key if others have used it`,
    ),
  );
  const keys = await Promise.all([readKey(key), readKey(nextKey)]).catch(lineOf);
  if (typeof keys === 'string') return [...modes, bad(keys, 'Restore the key from a backup of the folder')];
  const [present, next] = keys;
  if (present === undefined)
    return [...modes, bad(`there is no key in ${key}`, 'Restore it from a backup of the folder')];
  if (node === undefined) return [...modes, unknown('the key on chain could not be read')];
  const onChain = compressPublicKey(node.publicKey);
  const announced = node.nextPublicKey && compressPublicKey(node.nextPublicKey);
  const has = (publicKey: Uint8Array) => belongsTo(present, publicKey) || belongsTo(next, publicKey);
  if (!has(onChain))
    return [
      ...modes,
      bad('the folder does not have the key that the chain has', 'Restore node.key from a backup'),
    ];
  if (announced !== undefined && !has(announced))
    return [
      ...modes,
      bad('the folder does not have the key that is announced', 'Run haulout node rotate-key again'),
    ];
  if (modes.length > 0) return modes;
  return [good(`the folder has the key on chain${announced === undefined ? '' : ', and the next one'}`)];
}

/** Whether there is room, and a file can be written. */
export async function checkDisk(folder: string): Promise<Finding> {
  const { good, bad } = findingsOf('disk');
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    const file = await open(probe, 'wx', 0o600);
    try {
      await file.writeFile('probe');
      await file.sync();
    } finally {
      await file.close();
      await rm(probe, { force: true });
    }
    const { bavail, bsize, blocks } = await statfs(folder);
    const [free, all] = [bavail * bsize, blocks * bsize];
    const found = `${size(free)} of ${size(all)} are free`;
    if (free >= LITTLE_BYTES) return good(`${found}, and it can be written to`);
    return bad(found, 'Free space, or move the folder to a larger disk');
  } catch (error) {
    return bad(
      `nothing can be written in ${folder}: ${lineOf(error)}`,
      'See to the disk, and to who owns the folder',
    );
  }
}
