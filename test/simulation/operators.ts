/** The operators of the storage nodes: the SDK's runner, which dies and comes back with its node. */
import { createOperatorRunner } from '@haulout/sdk/operator';
import type { Member, World } from './world.js';

/** About how often an operator looks at the chain, in ms. */
const PAUSE_MS = 20_000;

/** Employs an operator for a node. */
export function employOperator(world: World, member: Member): void {
  const { clock, deployment } = world;
  const { systemObjectId, stakingObjectId } = deployment;
  const { name, node, client, haulout, signer, capId } = member;
  const random = world.random(`operator of ${name}`);
  let stopping: AbortController | undefined;

  const begin = () => {
    const { signal } = (stopping = new AbortController());
    const runner = createOperatorRunner({
      client,
      systemObjectId,
      stakingObjectId,
      capId,
      sender: signer.toSuiAddress(),
      send: (what, transaction) => haulout.execute({ what: `${name}: ${what}`, transaction, signer, signal }),
      node: {
        async handOver(epoch) {
          const { running } = node;
          if (!running) throw new TypeError(`${name} is down`);
          return running.duties.handOver(epoch);
        },
      },
      wishes: { collectFrom: random() < 0.5 ? 1n : undefined },
      onOutcome({ duty, kind }) {
        if (kind === 'done') world.log(name, duty.kind);
      },
      timers: clock,
      pauseMs: PAUSE_MS * (0.5 + random()),
    });
    clock.after(PAUSE_MS * random(), () => void runner.run(signal));
  };
  node.onUp = begin;
  node.onDown = () => stopping?.abort(new Error(`the operator of ${name} is down`));
  begin();
}
