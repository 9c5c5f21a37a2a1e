/** By whose word something in a history is so. */

/** A member that has signed. */
export interface Signer {
  /** Object id of the node. */
  readonly nodeId: string;
  /** Shards that it holds. */
  readonly weight: number;
}

/** By whose word an event is so. */
export type Basis =
  | {
      /** Members of a committee have signed it; the signature was checked. */
      readonly kind: 'certificate';
      /** Epoch of the committee. */
      readonly epoch: number;
      /** Its digest. */
      readonly committee: string;
      /** Who has signed. */
      readonly signers: readonly Signer[];
      /** Shards that they hold together. */
      readonly weight: number;
      /** Shards of the network. */
      readonly nShards: number;
      /** What the weight is enough for. */
      readonly enoughFor: 'quorum' | 'one honest node' | 'nothing by itself';
    }
  | {
      /** Anybody can check it without believing anybody; it was checked. */
      readonly kind: 'proof';
      /** Which proof. */
      readonly proof: 'conflict' | 'hidden bytes' | 'wrong answer' | 'accusation';
    }
  | {
      /** It follows by the rules of the contracts from what came before; it was derived again. */
      readonly kind: 'derived';
      /** What it follows from. */
      readonly from: string;
    }
  | {
      /** The chain says so, and nothing in the story shows it. */
      readonly kind: 'chain';
    };

/** For what only the chain says. */
export const BY_CHAIN: Basis = { kind: 'chain' };

/** For what follows from something else. */
export function derived(from: string): Basis {
  return { kind: 'derived', from };
}
