/**
 * The ledger: a Sui of one validator, without a network. Transactions run one after another, and each makes a
 * checkpoint: first the system transactions that go with it, then the transaction itself.
 *
 * The state is one immutable value (state.ts). A transaction is checked and run on it without changing it; to
 * commit is to replace it. Time and randomness come from the options and from calls, never from outside, so
 * the same calls give the same bytes.
 */
import type { Layout } from '../vm/layout.js';
import { createMachine } from '../vm/index.js';
import type { Package } from '../vm/package.js';
import { pureNatives } from '../vm/natives/index.js';
import { objectNativeTable } from '../vm/natives/sui/index.js';
import type { TransactionRuntime } from '../vm/runtime/index.js';
import type { NativeTable } from '../vm/natives/native.js';
import { normalizeAddress, typeToString } from '../vm/types.js';
import type { Address, FunctionSignature, Type } from '../vm/types.js';
import type { Ledger, LedgerOptions, LedgerSnapshot } from './api.js';
import { nextCheckpoint } from './checkpoints.js';
import { executeTransaction } from './execution.js';
import type { Engine, Execution, ExecutionResult } from './execution.js';
import { Faucet } from './faucet.js';
import { createGasMeter, noGas } from './gas.js';
import { makeGenesis } from './genesis.js';
import type { GenesisPackage } from './genesis.js';
import { checkTerms, loadInputs } from './inputs.js';
import { protocolVersion } from './limits.js';
import { checkSignatures } from './signatures.js';
import { withGas } from './simulated-gas.js';
import {
  chainIdentifier,
  currentEpoch,
  objectOf,
  ownerKey,
  packageOf,
  sequenceKey,
  withChanges,
  withCheckpoint,
} from './state.js';
import type { State } from './state.js';
import { changeEpoch, commitPrologue, randomnessUpdate } from './system.js';
import { systemObjects } from './system-objects.js';
import { readTransaction } from './transaction.js';
import type { Transaction } from './transaction.js';
import type { Checkpoint, Digest, EpochInfo, ExecutedTransaction, LedgerObject, Page } from './types.js';
import { checkValidity } from './validity.js';

const defaultStartMs = 1_735_689_600_000n; // 2025-01-01

/**
 * Starts a network whose framework are these packages (see `compileFramework` in the compiler).
 *
 * @example
 * const ledger = createLedger({ seed: 'my test' }, await compileFramework());
 * const coin = ledger.fund(address, 1_000_000_000n);
 */
export function createLedger(options: LedgerOptions, genesisPackages: readonly GenesisPackage[]): Ledger {
  return new SequentialLedger(options, genesisPackages);
}

interface Snapshot extends LedgerSnapshot {
  readonly state: State;
}

class SequentialLedger implements Ledger {
  readonly #seed: string;
  readonly #engine: Engine;
  readonly #faucet: Faucet;
  readonly #listeners = new Set<(checkpoint: Checkpoint) => void>();
  #state: State;

  constructor(options: LedgerOptions, genesisPackages: readonly GenesisPackage[]) {
    this.#seed = options.seed ?? 'haulout';
    this.#engine = createEngine();
    const startTimestampMs = options.startTimestampMs ?? defaultStartMs;
    const epoch: EpochInfo = {
      epoch: 0n,
      referenceGasPrice: options.referenceGasPrice ?? 1000n,
      startTimestampMs,
      firstCheckpoint: 0n,
      protocolVersion,
    };
    const account = Faucet.account(this.#seed);
    const { state, result, treasury } = makeGenesis(this.#engine, genesisPackages, {
      seed: this.#seed,
      startTimestampMs,
      epoch,
      treasurer: account,
    });
    this.#faucet = new Faucet(this.#seed, treasury);
    this.#state = sealBlock(state, startTimestampMs, [result], { randomnessRounds: [0n] });
  }

  get chainIdentifier(): Digest {
    return chainIdentifier(this.#state);
  }

  // Reads

  getObject(id: Address, version?: bigint): LedgerObject | undefined {
    return objectOf(this.#state, id, version);
  }

  listOwned(
    owner: Address,
    options: { kind: 'address' | 'object'; type?: string; cursor?: string; limit: number },
  ): Page<LedgerObject> {
    const key = ownerKey({ kind: options.kind, address: owner })!;
    const items: LedgerObject[] = [];
    const all = this.#state.owned.get(key)?.entries(options.cursor) ?? [];
    for (const [, object] of all) {
      if (options.type !== undefined && !isOfType(object, options.type)) continue;
      if (items.length === options.limit) return { items, next: items.at(-1)?.id ?? options.cursor };
      items.push(object);
    }
    return { items, next: undefined };
  }

  getTransaction(digest: Digest): ExecutedTransaction | undefined {
    return this.#state.transactions.get(digest);
  }

  getCheckpoint(sequenceNumber: bigint): Checkpoint | undefined {
    return this.#state.checkpoints.get(sequenceKey(sequenceNumber));
  }

  latestCheckpoint(): Checkpoint {
    return latest(this.#state);
  }

  getEpoch(epoch?: bigint): EpochInfo | undefined {
    return epoch === undefined ? currentEpoch(this.#state) : this.#state.epochs[Number(epoch)];
  }

  clockMs(): bigint {
    return this.#state.clockMs;
  }

  onCheckpoint(listener: (checkpoint: Checkpoint) => void): () => void {
    // A function may be given twice, and each time stop by itself.
    const entry = (checkpoint: Checkpoint): void => listener(checkpoint);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  getFunction(packageId: Address, module: string, name: string): FunctionSignature | undefined {
    this.#seePackages(this.#state);
    return this.#engine.machine.signature(packageId, module, name);
  }

  layout(type: Type): Layout {
    this.#seePackages(this.#state);
    return this.#engine.machine.layout(type);
  }

  listPackageVersions(originalId: Address): readonly Package[] {
    const ids = this.#state.packageVersions.get(originalId) ?? [];
    return ids.flatMap((id) => packageOf(this.#state, id) ?? []);
  }

  // Transactions

  execute(bytes: Uint8Array, signatures: readonly Uint8Array[]): ExecutedTransaction {
    const transaction = readTransaction(bytes);
    checkValidity(transaction, { gas: true });
    checkSignatures(transaction, signatures);
    const known = this.#state.transactions.get(transaction.digest);
    return (
      known ??
      this.#submit(
        transaction,
        signatures.map((signature) => signature.slice()),
      )
    );
  }

  simulate(bytes: Uint8Array, options: { checks: boolean }): ExecutedTransaction {
    const { transaction, coin } = withGas(readTransaction(bytes), this.#state, options.checks);
    checkValidity(transaction, { gas: true });
    if (options.checks) checkTerms(transaction, this.#state);
    const inputs = loadInputs(transaction, this.#state, { ownership: options.checks, extra: coin });
    const result = executeTransaction(this.#engine, this.#state, {
      mode: options.checks ? 'user' : 'inspect',
      transaction,
      signatures: [],
      inputs,
      meter: createGasMeter(transaction.gas.budget, transaction.gas.price),
    });
    return { ...result, checkpoint: undefined, timestampMs: this.#state.clockMs };
  }

  // Controls

  fund(address: Address, mist: bigint): LedgerObject {
    const { transaction, signature } = this.#faucet.payment(this.#state, normalizeAddress(address), mist);
    const { status, changes } = this.#submit(readTransaction(transaction), [signature]);
    if (!status.success) throw new TypeError(`the faucet failed: ${status.message}`);
    return changes.find(({ idOperation }) => idOperation === 'created')!.after!;
  }

  advanceClock(ms: bigint): void {
    if (ms <= 0n) throw new RangeError(`the clock moves forward only, not by ${ms} ms`);
    const timestampMs = this.#state.clockMs + ms;
    const block = this.#begin(timestampMs);
    this.#commit(sealBlock(block.state, timestampMs, block.results, {}));
  }

  advanceEpoch(): void {
    const timestampMs = this.#state.clockMs + 1n;
    const block = this.#begin(timestampMs);
    const gas = this.#state.chain?.epochGas ?? noGas;
    const { state, results } = this.#run(block, changeEpoch(block.state, timestampMs, gas));
    const sealed = sealBlock(state, timestampMs, results, { endsEpoch: true });
    const { epoch, referenceGasPrice } = currentEpoch(sealed);
    const next: EpochInfo = {
      epoch: epoch + 1n,
      referenceGasPrice,
      startTimestampMs: timestampMs,
      firstCheckpoint: latest(sealed).sequenceNumber + 1n,
      protocolVersion,
    };
    this.#commit({ ...sealed, epochs: [...sealed.epochs, next], randomnessRound: 0n });
  }

  snapshot(): LedgerSnapshot {
    const snapshot: Snapshot = { checkpoint: latest(this.#state).sequenceNumber, state: this.#state };
    return snapshot;
  }

  restore(snapshot: LedgerSnapshot): void {
    const { state } = snapshot as Partial<Snapshot>;
    if (state === undefined || chainIdentifier(state) !== this.chainIdentifier) {
      throw new TypeError('not a snapshot of this ledger');
    }
    this.#state = state;
  }

  /** Checks a transaction against the state and runs it in a new checkpoint. */
  #submit(transaction: Transaction, signatures: readonly Uint8Array[]): ExecutedTransaction {
    checkTerms(transaction, this.#state);
    const timestampMs = this.#state.clockMs + 1n;
    let block = this.#begin(timestampMs);
    const randomnessRounds: bigint[] = [];
    if (usesRandomness(transaction)) {
      randomnessRounds.push(block.state.randomnessRound);
      block = this.#run(block, randomnessUpdate(block.state, this.#seed));
      block = { ...block, state: { ...block.state, randomnessRound: block.state.randomnessRound + 1n } };
    }
    const inputs = loadInputs(transaction, block.state, { ownership: true });
    const meter = createGasMeter(transaction.gas.budget, transaction.gas.price);
    block = this.#run(block, { mode: 'user', transaction, signatures, inputs, meter });
    this.#commit(sealBlock(block.state, timestampMs, block.results, { randomnessRounds }));
    return this.#state.transactions.get(transaction.digest)!;
  }

  /** The beginning of a checkpoint: the Clock moves. */
  #begin(timestampMs: bigint): Block {
    const block: Block = { state: this.#state, results: [] };
    return this.#run(block, commitPrologue(this.#state, timestampMs));
  }

  #run({ state, results }: Block, execution: Execution): Block {
    const result = executeTransaction(this.#engine, state, execution);
    if (execution.mode === 'system' && !result.status.success) {
      throw new TypeError(`a system transaction failed: ${result.status.message}`);
    }
    return { state: withChanges(state, result.changes), results: [...results, result] };
  }

  #commit(state: State): void {
    this.#state = state;
    const checkpoint = latest(state);
    for (const listener of [...this.#listeners]) listener(checkpoint);
  }

  #seePackages(state: State): void {
    this.#engine.packages = { getPackage: (id) => packageOf(state, id) };
  }
}

/** A checkpoint in the making. */
interface Block {
  readonly state: State;
  readonly results: readonly ExecutionResult[];
}

function createEngine(): Engine {
  const natives: NativeTable<TransactionRuntime> = { ...pureNatives, ...objectNativeTable };
  const machine = createMachine({
    packages: { getPackage: (id) => engine.packages.getPackage(id) },
    natives,
  });
  const engine: Engine = { machine, packages: { getPackage: () => undefined } };
  return engine;
}

function sealBlock(
  state: State,
  timestampMs: bigint,
  results: readonly ExecutionResult[],
  options: { readonly randomnessRounds?: readonly bigint[]; readonly endsEpoch?: boolean },
): State {
  const chain = nextCheckpoint(state.chain, {
    epoch: currentEpoch(state).epoch,
    timestampMs,
    entries: results,
    randomnessRounds: options.randomnessRounds ?? [],
    endsEpoch: options.endsEpoch ?? false,
  });
  const checkpoint = chain.latest.sequenceNumber;
  const executed = results.map((result): ExecutedTransaction => ({
    ...result,
    commandResults: undefined,
    checkpoint,
    timestampMs,
  }));
  return withCheckpoint(state, chain, executed);
}

function latest(state: State): Checkpoint {
  if (state.chain === undefined) throw new TypeError('there is no checkpoint before genesis');
  return state.chain.latest;
}

function usesRandomness({ inputs }: Transaction): boolean {
  return inputs.some((input) => input.kind === 'shared' && input.id === systemObjects.random);
}

function isOfType(object: LedgerObject, type: string): boolean {
  if (object.data.kind !== 'move') return false;
  const text = typeToString(object.data.type);
  return text === type || (!type.includes('<') && text.startsWith(`${type}<`));
}
