/** R3, R21: what nodes decide together, with real signatures, as the contracts judge it. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import {
  aggregateCertificate,
  serializeMessage,
  type Certificate,
  type Message,
} from '@haulout/sdk/certificate';
import { execute, signingCommittee } from '@haulout/sdk/chain';

import { events } from '@haulout/sdk/contracts';
import { blobIdToInteger } from '@haulout/sdk/encoding';
import {
  addAnnounceDenyList,
  addDeleteDenyListedBlob,
  addUpdateDenyList,
  addUpdateProtocolVersion,
} from '@haulout/sdk/operator';
import { sign, startChain, type PaperNode } from '../../support/paper-chain.js';

let chain: Awaited<ReturnType<typeof startChain>>;
let epoch: number;
// Shards 3, 3, 2, 2 of 10: a quorum are 7, and 4 have an honest node among them.
beforeAll(async () => {
  chain = await startChain([3, 3, 2, 2], 10);
  ({ epoch } = await chain.client.haulout.committee());
});
afterAll(() => chain?.devnet.stop());

const root = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
const blobId = Uint8Array.from({ length: 32 }, (_, index) => 200 - index);
const listOf = ({ nodeId }: PaperNode, sequence: bigint, size = 5_000n): Message => ({
  type: 'denyListUpdate',
  epoch,
  nodeId,
  sequence,
  size,
  root,
});

/** A certificate by the nodes of these indices. */
async function certificate(
  message: Message,
  signers: readonly number[],
  weigh: (weight: number, index: number) => number = (weight) => weight,
): Promise<Certificate> {
  const committee = signingCommittee(await chain.client.haulout.committee());
  const members = committee.members.map((member, index) => ({
    ...member,
    weight: weigh(member.weight, index),
  }));
  const nodes = signers.map((index) => chain.nodes.find(({ nodeId }) => nodeId === members[index]!.nodeId)!);
  return aggregateCertificate({ ...committee, members }, message, sign(nodes, serializeMessage(message)));
}
/** A certificate of too few, made by somebody who gives each of them more weight than it has. */
function short(message: Message, signers: readonly number[]): Promise<Certificate> {
  const heavy = (10 - (4 - signers.length)) / signers.length;
  return certificate(message, signers, (_, index) => (signers.includes(index) ? heavy : 1));
}

/** Executes as an operator; resolves to the events, without their package. */
async function send(node: PaperNode, add: (transaction: Transaction) => void) {
  const transaction = new Transaction();
  add(transaction);
  const { client } = chain.devnet;
  const { digest } = await execute({ client, what: 'send', transaction, signer: node.operator });
  const done = await client.core.getTransaction({ digest, include: { events: true } });
  return done.Transaction!.events.map(({ eventType, bcs }) => ({ name: eventType.split('::').at(-1)!, bcs }));
}
const update = async (node: PaperNode, message: Message, signers: readonly number[]) => {
  const given = { capId: node.capId, certificate: await certificate(message, signers) };
  return send(node, (transaction) => addUpdateDenyList(transaction, chain.deployment, given));
};

describe('a deny list', () => {
  it('is announced by its node, comes into force with a quorum, and never goes back', async () => {
    const node = chain.nodes[1]!;
    const announced = await send(node, (transaction) =>
      addAnnounceDenyList(transaction, chain.deployment, { capId: node.capId, root, sequence: 3n }),
    );
    assert.deepEqual(
      announced.map(({ name, bcs }) => [name, events.RegisterDenyListUpdate.parse(bcs)]),
      [
        [
          'RegisterDenyListUpdate',
          {
            epoch,
            root: blobIdToInteger(root).toString(),
            sequence_number: '3',
            node_id: node.nodeId,
          },
        ],
      ],
    );
    const inForce = await update(node, listOf(node, 3n), [0, 2, 3]);
    assert.deepEqual(
      inForce.map(({ name }) => name),
      ['DenyListUpdate', 'DenyListSizeChanged'],
    );
    assert.equal(events.DenyListUpdate.parse(inForce[0]!.bcs).root, blobIdToInteger(root).toString());
    assert.equal(events.DenyListSizeChanged.parse(inForce[1]!.bcs).size, '5000');
    await assert.rejects(update(node, listOf(node, 3n), [0, 1, 2]), /EIncorrectDenyListSequence/);
    await update(node, listOf(node, 4n, 0n), [0, 1, 2, 3]);
  });

  it('takes a quorum, and is its own node', async () => {
    const [one, other] = [chain.nodes[0]!, chain.nodes[2]!];
    await assert.rejects(certificate(listOf(one, 9n), [0, 1]), { code: 'SHORT_OF_WEIGHT' });
    const given = { capId: one.capId, certificate: await short(listOf(one, 9n), [0, 1]) };
    await assert.rejects(
      send(one, (transaction) => addUpdateDenyList(transaction, chain.deployment, given)),
      /bls_aggregate::/,
    );
    await assert.rejects(update(one, listOf(other, 9n), [0, 1, 2]), /EIncorrectDenyListNode/);
  });
});

describe('a blob on deny lists', () => {
  const message = (): Message => ({ type: 'denyListBlobDeleted', epoch, blobId });
  const deleted = (given: Certificate) =>
    send(chain.nodes[3]!, (transaction) => addDeleteDenyListedBlob(transaction, chain.deployment, given));

  it('is told to all nodes when more than f shards have it on theirs', async () => {
    const [event] = await deleted(await certificate(message(), [2, 3]));
    assert.equal(event!.name, 'DenyListBlobDeleted');
    assert.deepEqual(events.DenyListBlobDeleted.parse(event!.bcs), {
      epoch,
      blob_id: blobIdToInteger(blobId).toString(),
    });
  });

  it('but not when f do', async () => {
    await assert.rejects(certificate(message(), [0]), { code: 'SHORT_OF_WEIGHT' });
    await assert.rejects(deleted(await short(message(), [0])), /bls_aggregate::/);
  });
});

describe('a version of the protocol', () => {
  const announce = async (startEpoch: number, signers: readonly number[]) => {
    const message: Message = { type: 'protocolVersion', epoch, startEpoch, version: 7n };
    const given = { capId: chain.nodes[0]!.capId, certificate: await certificate(message, signers) };
    return send(chain.nodes[0]!, (transaction) =>
      addUpdateProtocolVersion(transaction, chain.deployment, given),
    );
  };

  it('is announced by a quorum, for now or later', async () => {
    const [event] = await announce(epoch + 2, [0, 1, 3]);
    assert.deepEqual(events.ProtocolVersionUpdated.parse(event!.bcs), {
      epoch,
      start_epoch: epoch + 2,
      protocol_version: '7',
    });
    await announce(epoch, [0, 1, 2, 3]);
  });

  it('and neither by fewer nor for the past', async () => {
    await assert.rejects(announce(epoch, [1, 2]), { code: 'SHORT_OF_WEIGHT' });
    await assert.rejects(announce(epoch - 1, [0, 1, 2]), /EInvalidStartEpoch/);
  });
});

describe('no decision outlives its epoch', () => {
  it('a certificate of the epoch before is refused on chain', async () => {
    const message: Message = { type: 'denyListBlobDeleted', epoch, blobId };
    const old = await certificate(message, [0, 1, 2, 3]);
    await chain.turnEpoch();
    await assert.rejects(
      send(chain.nodes[0]!, (transaction) => addDeleteDenyListedBlob(transaction, chain.deployment, old)),
      /could not send: \w+::E\w*Epoch/,
    );
  });
});
