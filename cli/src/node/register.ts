import { compressPublicKey } from '@haulout/sdk/certificate';
import type { SuiClientTypes } from '@mysten/sui/client';
import { readNodeCap, readNodeState } from '@haulout/sdk/chain';
import { p256 } from '@noble/curves/nist.js';
import { storageNode } from '@haulout/sdk/contracts';
import { addRegisterCandidate, proveOwnership } from '@haulout/sdk/operator';
import { InvalidArgumentError, type Command } from 'commander';
import { resolve } from 'node:path';
import { publicAddress, wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { createdObject } from '../deploy/created-object.js';
import { openSigned, signed, type Signed, type SignedContext } from '../signed.js';
import {
  ensureKey,
  findNodeConfig,
  newNodeKey,
  newTlsKey,
  nodePlaces,
  NodeFolderError,
  writeNodeConfig,
} from './node-folder.js';
import { withVotes, type VoteFlags } from './votes.js';

interface Flags extends Signed, VoteFlags {
  readonly folder: string;
  readonly name: string;
  readonly publicAddress: string;
  readonly listen?: Listen;
  readonly commission: number;
}

interface Listen {
  readonly host: string;
  readonly port: number;
}

const defaults = {
  listen: { host: '0.0.0.0', port: 9185 } as Listen,
  storagePrice: 100_000n,
  writePrice: 20_000n,
  capacity: 1n << 40n,
};

/** `haulout node register` */
export function registerCommand(): Command {
  const command = signed(
    'register',
    'register a storage node and make its folder; run again to finish what was interrupted',
  )
    .option('--folder <folder>', 'folder of the node: keys, settings and data', 'haulout-node')
    .requiredOption('--name <text>', 'name of the node, for people')
    .requiredOption('--public-address <host:port>', 'host and port at which others reach it', publicAddress)
    .option(
      '--listen <host:port>',
      'host and port on which it listens (default: 0.0.0.0:9185)',
      listenAddress,
    );
  return withVotes(command, {
    what: 'vote',
    defaults: { storagePrice: '100000', writePrice: '20000', capacity: '1TiB' },
  })
    .option(
      '--commission <points>',
      'share of the rewards, in hundredths of a percent',
      wholeNumber(0, 10_000),
      500,
    )
    .addHelpText('after', examples('haulout node register --name walrus-7 --public-address node.example:443'))
    .action(async (flags: Flags) => {
      const { folder, name, listen = defaults.listen } = flags;
      const known = await findNodeConfig(folder);
      if (known !== undefined)
        throw new NodeFolderError({
          code: 'ALREADY_REGISTERED',
          message: `${folder} has a node already: ${known.nodeId}`,
          values: { folder, nodeId: known.nodeId },
          advice: 'Choose another folder with --folder for one more node',
        });
      const context = await openSigned(flags);
      const { client, owner } = context;
      const places = nodePlaces(folder);
      const keys = {
        secretKey: await ensureKey(places.key, newNodeKey),
        tlsKey: await ensureKey(places.tls, newTlsKey),
      };
      const capId = (await findCap(context, keys.secretKey)) ?? (await register(context, flags, keys));
      const { nodeId } = await readNodeCap(client, capId);
      await writeNodeConfig(folder, {
        deployment: resolve(flags.deployment),
        rpc: flags.rpc,
        keystore: resolve(flags.keystore),
        address: owner,
        name,
        nodeId,
        capId,
        ...listen,
      });
      if (flags.json) return writeJson({ kind: 'registered', nodeId, capId, folder: resolve(folder) });
      console.log(nodeId);
      console.error(
        [
          `It will listen on ${listen.host}:${listen.port}; others reach it at ${flags.publicAddress}.`,
          'Stake with it, and run it:',
          '  haulout stake add \\',
          `    ${nodeId} 1000`,
          `  haulout node run --folder ${folder}`,
        ].join('\n'),
      );
    });
}

async function register(
  { owner, contracts, epochs, send }: SignedContext,
  flags: Flags,
  { secretKey, tlsKey }: { readonly secretKey: Uint8Array; readonly tlsKey: Uint8Array },
): Promise<string> {
  const { publicKey, signature } = proveOwnership(secretKey, { epoch: epochs.epoch, address: owner });
  const { created } = await send(`register the node ${flags.name}`, (transaction) => {
    const cap = addRegisterCandidate(transaction, contracts, {
      name: flags.name,
      networkAddress: flags.publicAddress,
      publicKey,
      proofOfPossession: signature,
      networkPublicKey: p256.getPublicKey(tlsKey, true),
      commissionRate: flags.commission,
      storagePrice: flags.storagePrice ?? defaults.storagePrice,
      writePrice: flags.writePrice ?? defaults.writePrice,
      nodeCapacity: flags.capacity ?? defaults.capacity,
    });
    transaction.transferObjects([cap], owner);
  });
  return createdObject(created, 'storage_node::StorageNodeCap');
}

/** The cap of a node with this key, if an interrupted run has registered it. */
async function findCap(
  { client, owner, record }: SignedContext,
  secretKey: Uint8Array,
): Promise<string | undefined> {
  const { publicKey } = proveOwnership(secretKey, { epoch: 0, address: owner });
  const type = `${record.packageId}::storage_node::StorageNodeCap`;
  for (let cursor: string | null = null; ;) {
    const page: SuiClientTypes.ListOwnedObjectsResponse<{ content: true }> =
      await client.core.listOwnedObjects({ owner, type, cursor, include: { content: true } });
    for (const { objectId, content } of page.objects) {
      const { node_id } = storageNode.StorageNodeCap.parse(content);
      const node = await readNodeState(client, node_id);
      if (Buffer.from(compressPublicKey(node.publicKey)).equals(publicKey)) return objectId;
    }
    if (!page.hasNextPage) return undefined;
    cursor = page.cursor;
  }
}

/** Reads an option such as `0.0.0.0:9185`. */
function listenAddress(text: string): Listen {
  const match = /^(.{1,255}):(\d{1,5})$/.exec(text);
  if (match === null || Number(match[2]) > 65_535)
    throw new InvalidArgumentError(`'${text}' is not an address and a port such as 0.0.0.0:9185.`);
  return { host: match[1]!.replace(/^\[(.*)\]$/, '$1'), port: Number(match[2]) };
}
