/** Upgrades: who wants which package, and which one holds the shared objects. */
import { bcs } from '@mysten/sui/bcs';
import { staking, system, upgrade } from '@haulout/sdk/contracts';
import { quorumWeight } from '@haulout/sdk/certificate';
import { difference, type Changed, type StatePart, type Handlers } from './state-part.js';

interface ProposalFacts {
  readonly epoch: number;
  weight: number;
  readonly voters: string[];
}

export class Governance implements StatePart {
  readonly #nShards: number;
  /** By the digest of the package, in hex. */
  readonly #proposals = new Map<string, ProposalFacts>();
  readonly #agreed = new Set<string>();
  #now: { readonly packageId: string; readonly version: string };
  readonly #wrong: string[] = [];

  constructor(nShards: number, packageId: string) {
    this.#nShards = nShards;
    this.#now = { packageId, version: '1' };
  }

  /** The package that holds the shared objects, and the number of its version. */
  get home(): { readonly packageId: string; readonly version: string } {
    return this.#now;
  }

  readonly handlers: Handlers = {
    ContractUpgradeProposed: ({ epoch, package_digest }) => {
      this.#proposals.set(hexOf(package_digest), { epoch, weight: 0, voters: [] });
      this.#agreed.delete(hexOf(package_digest));
    },
    UpgradeVoteCast: ({ node_id, package_digest, weight }) => {
      const proposal = this.#proposals.get(hexOf(package_digest))!;
      proposal.weight = weight;
      proposal.voters.push(node_id);
    },
    ContractUpgradeQuorumReached: ({ package_digest }) => {
      const digest = hexOf(package_digest);
      const { weight } = this.#proposals.get(digest)!;
      this.#agreed.add(digest);
      if (weight < quorumWeight(this.#nShards))
        this.#wrong.push(`package ${digest} has a quorum of ${weight} shards`);
    },
    ContractUpgraded: ({ package_id, version }) => void (this.#now = { packageId: package_id, version }),
  };

  differencesOf({ type, id, contents }: Changed): readonly string[] {
    switch (type) {
      case 'dynamic_field::Field<upgrade::PackageDigest,upgrade::UpgradeProposal>': {
        if (!contents) return this.#wrong.splice(0);
        const { value: is } = ProposalField.parse(contents);
        const digest = hexOf(is.digest[0]);
        const expected = this.#proposals.get(digest);
        const isAgreed = is.voting_weight >= quorumWeight(this.#nShards);
        return [
          ...this.#wrong.splice(0),
          ...difference(`the votes for package ${digest}`, expected, {
            epoch: is.epoch,
            weight: is.voting_weight,
            voters: is.voters.contents,
          }),
          ...difference(`whether a quorum wants package ${digest}`, this.#agreed.has(digest), isAgreed),
        ];
      }
      case 'system::System':
        return this.#homeDifferences(id, system.System.parse(contents!));
      case 'staking::Staking':
        return this.#homeDifferences(id, staking.Staking.parse(contents!));
      default:
        return [];
    }
  }

  #homeDifferences(id: string, { package_id, version }: ReturnType<typeof system.System.parse>) {
    return difference(`the package of ${id}`, this.#now, { packageId: package_id, version });
  }
}

const ProposalField = bcs.struct('Field', {
  id: bcs.Address,
  name: upgrade.PackageDigest,
  value: upgrade.UpgradeProposal,
});

const hexOf = (bytes: readonly number[]) => Buffer.from(bytes).toString('hex');
