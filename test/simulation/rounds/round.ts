/** The questions and answers of a round on paper, drawn as the SDK draws them. */
import { cellsFor, drawSamples, type Round } from '@haulout/sdk/evidence';
import type { RoundTwin } from './contracts/round-twin.js';
import type { PaperNode, Reply, Surroundings } from './node.js';

/** Asks every node, and lets all nodes vouch for each other. */
export function askAll(world: Surroundings, twin: RoundTwin, isLeftOut: ReadonlySet<number>): void {
  const round: Round = {
    evidenceId: `0x${'e1'.repeat(32)}`,
    round: world.rounds,
    seed: Uint8Array.from({ length: 32 }, () => Math.floor(world.random() * 256)),
    nShards: world.nShards,
    sampleCount: world.samples,
    members: world.nodes.map(({ nodeId, shards }) => ({ nodeId, shards })),
  };
  const taking = world.nodes.filter(({ index, shards }) => !isLeftOut.has(index) && shards.length > 0);
  const vouchers = new Map<PaperNode, PaperNode[]>(taking.map((node) => [node, []]));
  const convicted: PaperNode[] = [];
  for (const node of taking) {
    const reply = replyOf(world, round, node);
    if (reply === 'silent') continue;
    twin.answer(node.index);
    for (const verifier of taking) {
      const isGood = reply !== 'wrong' && reply(verifier.index);
      if (verifier.behaviour.vouches(verifier, node, isGood)) vouchers.get(node)!.push(verifier);
    }
    // An honest node shows what was committed to, and the acquittal finds nothing.
    if (reply === 'wrong' && taking.some(({ isHonest }) => isHonest)) convicted.push(node);
  }
  for (const [node, signers] of vouchers) {
    twin.addPassed(
      signers.map(({ index }) => index),
      [node.index],
    );
  }
  for (const node of convicted) {
    const { orders } = world.judges.convict(twin, node.index) ?? { orders: [] };
    world.carryOut(orders);
  }
}

function replyOf(world: Surroundings, round: Round, node: PaperNode): Reply {
  // Whoever has everything has whatever is drawn.
  if (node.isHonest && node.lacking.bytes === 0) return () => true;
  const { set, blobs } = world.blobs.setAt(world.now);
  const { behaviour, received } = node;
  const samples = drawSamples(round, node.index, { set, isSkipped: (shard) => received.has(shard) });
  // Of too few samples nobody says that they are enough.
  if (samples.length < round.sampleCount / 2) return () => false;
  const asked = {
    samples,
    blobOf: (sample: (typeof samples)[number]) => blobs[sample.blob.index]!,
    cells: (sample: (typeof samples)[number], verifier: number) => cellsFor(round, sample, verifier),
  };
  return behaviour.replies(node, asked, world);
}
