import { execute } from '@haulout/sdk/chain';
import { createOperatorRunner } from '@haulout/sdk/operator';
import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, deployment } = network;
const node = network.nodes[0]!;
const { capId, operator } = node.identity;

const stopping = new AbortController();
const runner = createOperatorRunner({
  client,
  systemObjectId: deployment.systemObjectId,
  stakingObjectId: deployment.stakingObjectId,
  capId,
  sender: operator.toSuiAddress(),
  send: (what, transaction, signal) => execute({ client, what, transaction, signer: operator, signal }),
  node: node.duties,
  wishes: { votes: { storagePrice: 90_000n }, collectFrom: 1_000_000_000n },
  onOutcome({ duty, kind }) {
    console.log(`${duty.kind}: ${kind}`);
    if (duty.kind === 'end-voting') stopping.abort(); // here; a real one runs until its process ends
  },
  pauseMs: 100,
});
const running = runner.run(stopping.signal);

network.devnet.advanceClock(deployment.parameters.epochDurationMs); // an epoch that passes at once
await running;
await network.stop();
