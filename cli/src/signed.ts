/** Commands that sign transactions. */
import type { Signer } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import { readEpochState, type EpochState } from '@haulout/sdk/chain';
import type { Executed } from '@haulout/sdk/client';
import type { Command } from 'commander';
import { withKey, type KeyFlags } from './command-line.js';
import { readKeystore } from './deploy/keystore.js';
import { connect, located, type Connected, type Located } from './located.js';

/** Flags that say who signs. */
export interface Signed extends Located, KeyFlags {
  readonly json: boolean;
}

/** A command with the flags of `Signed`. */
export function signed(name: string, description = ''): Command {
  return withKey(located(name, description)).option('--json', 'one JSON object, for machines', false);
}

/** Where the contracts are now: an upgrade moves them to another package. */
interface Contracts {
  readonly packageId: string;
  readonly systemObjectId: string;
  readonly stakingObjectId: string;
}

/** A deployment, who signs, and how the epochs stand. */
export interface SignedContext extends Connected {
  readonly signer: Signer;
  readonly owner: string;
  readonly epochs: EpochState;
  readonly contracts: Contracts;
  /** Adds calls to a transaction, signs and executes it. Throws TransactionFailed, TransactionUncertain. */
  send(what: string, build: (transaction: Transaction) => void): Promise<Executed>;
}

/** Reads key and deployment, and asks the chain where it stands. */
export async function openSigned(flags: Signed, signal?: AbortSignal): Promise<SignedContext> {
  const signer = await readKeystore(flags.keystore, flags.address);
  const connected = await connect(flags);
  const { client, haulout, record } = connected;
  const { systemObjectId, stakingObjectId } = record;
  const epochs = await readEpochState(client, stakingObjectId, signal);
  const contracts = { packageId: epochs.packageId, systemObjectId, stakingObjectId };
  return {
    ...connected,
    signer,
    owner: signer.toSuiAddress(),
    epochs,
    contracts,
    send(what, build) {
      const transaction = new Transaction();
      build(transaction);
      return haulout.execute({ what, transaction, signer });
    },
  };
}
