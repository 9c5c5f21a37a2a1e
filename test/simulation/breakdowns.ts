/** What can be wrong with a storage node, and how it is put right. */
import type { Fault } from 'haulout';
import type { Actions } from './faults.js';
import type { Happening } from './scenario.js';
import type { Member, World } from './world.js';

/** A step that breaks one node for a while. */
export type Breakdown = Extract<Happening, { readonly forMs: number }> & { readonly kind: BreakdownKind };
type BreakdownKind = 'crash' | 'wipe' | 'flap' | 'cut' | 'hang' | 'refuse' | 'lie' | 'slow';

/** How a node breaks as a step says. */
export function actionsOf(step: Breakdown, member: Member, world: World): Actions {
  const { node, name } = member;
  const { forMs } = step;
  const mend = () => node.start();
  const front = (fault: Fault): Actions => ({
    breakIt: () => void (node.fault = fault),
    mend: () => void (node.fault = undefined),
  });
  switch (step.kind) {
    case 'crash':
      return { breakIt: () => node.crash(), mend };
    case 'wipe':
      return { breakIt: () => node.wipe(), mend };
    case 'flap': {
      const flap = async () => {
        for (let i = 0; i < step.times; i++) {
          await node.crash();
          await world.clock.sleep(forMs / step.times / 2);
          await node.start();
          await world.clock.sleep(forMs / step.times / 2);
        }
      };
      return { breakIt: () => void flap(), mend };
    }
    case 'cut':
      return {
        breakIt: () => world.network.setCut(name, true),
        mend: () => world.network.setCut(name, false),
      };
    case 'hang':
      return front({ kind: 'silent' });
    case 'refuse':
      return front({ kind: 'refusing' });
    case 'lie':
      return front({ kind: 'lying', lie: step.lie });
    case 'slow':
      return front({ kind: 'slow', ms: step.ms });
  }
}
