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
import { sealBlock } from './block.js';
import type { Block } from './block.js';
import { executeTransaction } from './execute.js';
import type { Engine, Execution, ExecutionResult } from './execution.js';
import { Faucet } from './faucet.js';
import { createGasMeter, noGas } from './gas.js';
import { makeGenesis } from './genesis.js';
import type { GenesisPackage } from './genesis.js';
import { checkTerms, loadInputs } from './inputs.js';
import { JournalError } from './journal/journal.js';
import type { Journal } from './journal/journal.js';
import { blockRecord, genesisRecord, readChain, restoreRecord } from './journal/record.js';
import type { ChainSettings, KeptChain } from './journal/record.js';
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
} from './state.js';
import type { State } from './state.js';
import { changeEpoch, commitPrologue, randomnessUpdate } from './system-transactions.js';
import { systemObjects } from './system-objects.js';
import { readTransaction } from './read-transaction.js';
import type { Transaction } from './transaction.js';
import type { Checkpoint, Digest, EpochInfo, ExecutedTransaction, LedgerObject, Page } from './types.js';
import { checkValidity } from './validity.js';

const defaultStartMs = 1_735_689_600_000n; // 2025-01-01

/**
 * Starts a network whose framework are these packages (see `compileFramework` in the compiler).
 *
 * @param journal an empty one, in which the chain is kept from its genesis on; `openLedger` goes on from it
 * @throws JournalError JOURNAL_MISMATCH when there is a chain in the journal already, JOURNAL_WRITE
 * @example
 * const ledger = createLedger({ seed: 'my test' }, await compileFramework());
 * const coin = ledger.fund(address, 1_000_000_000n);
 */
export function createLedger(
  options: LedgerOptions,
  genesisPackages: readonly GenesisPackage[],
  journal?: Journal,
): Ledger {
  for (const _ of journal?.records() ?? []) {
    throw new JournalError('JOURNAL_MISMATCH', 'the journal for a new chain has a chain in it');
  }
  const engine = createEngine();
  const { seed = 'haulout', startTimestampMs = defaultStartMs, referenceGasPrice = 1000n } = options;
  const { state, result, treasury } = makeGenesis(engine, genesisPackages, {
    seed,
    startTimestampMs,
    referenceGasPrice,
    treasurer: Faucet.account(seed),
  });
  const settings: ChainSettings = { seed, startTimestampMs, referenceGasPrice, treasury };
  const block = {
    timestampMs: startTimestampMs,
    results: [result],
    randomnessRounds: [0n],
    endsEpoch: false,
  };
  const sealed = sealBlock(state, block);
  journal?.append(genesisRecord(settings, block, latest(sealed).digest));
  return new SequentialLedger(engine, { settings, state: sealed, position: 0, length: 1 }, journal);
}

/**
 * Goes on with the chain that a journal keeps: the same objects, transactions, checkpoints and digests;
 * nothing is executed again.
 *
 * @throws JournalError JOURNAL_MISMATCH when there is no chain in it, JOURNAL_VERSION, JOURNAL_DAMAGED
 */
export function openLedger(journal: Journal): Ledger {
  const kept = readChain(journal);
  if (kept === undefined) throw new JournalError('JOURNAL_MISMATCH', 'no chain is kept in the journal');
  return new SequentialLedger(createEngine(), kept, journal);
}

interface Snapshot extends LedgerSnapshot {
  readonly ledger: Ledger;
  readonly state: State;
  readonly position: number;
}

class SequentialLedger implements Ledger {
  readonly seed: string;
  readonly #engine: Engine;
  readonly #faucet: Faucet;
  readonly #journal: Journal | undefined;
  readonly #listeners = new Set<(checkpoint: Checkpoint) => void>();
  #state: State;
  /** The last transaction that was read: who simulates one mostly executes it next. */
  #lastRead: Transaction | undefined;
  /** The last simulation that an execution would repeat, and the state that it ran on. */
  #rehearsal: { readonly state: State; readonly result: ExecutionResult } | undefined;
  /** Record of the journal that `#state` is from, and how many there are. */
  #position: number;
  #length: number;

  constructor(engine: Engine, { settings, state, position, length }: KeptChain, journal?: Journal) {
    this.seed = settings.seed;
    this.#engine = engine;
    this.#faucet = new Faucet(settings.seed, settings.treasury);
    this.#journal = journal;
    this.#state = state;
    this.#position = position;
    this.#length = length;
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
    const transaction = this.#read(bytes);
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
    const given = this.#read(bytes);
    const { transaction, coin } = withGas(given, this.#state, options.checks);
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
    if (options.checks && hasGasOf(given, transaction) && !seesCheckpoint(transaction)) {
      this.#rehearsal = { state: this.#state, result };
    }
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
    this.#commit(this.#begin(timestampMs), { timestampMs, randomnessRounds: [], endsEpoch: false });
  }

  advanceEpoch(): void {
    const timestampMs = this.#state.clockMs + 1n;
    const block = this.#begin(timestampMs);
    const gas = this.#state.chain?.epochGas ?? noGas;
    const ended = this.#run(block, changeEpoch(block.state, timestampMs, gas));
    this.#commit(ended, { timestampMs, randomnessRounds: [], endsEpoch: true });
  }

  snapshot(): LedgerSnapshot {
    const snapshot: Snapshot = {
      checkpoint: latest(this.#state).sequenceNumber,
      ledger: this,
      state: this.#state,
      position: this.#position,
    };
    return snapshot;
  }

  restore(snapshot: LedgerSnapshot): void {
    const { ledger, state, position } = snapshot as Snapshot;
    if (ledger !== this) throw new TypeError('not a snapshot of this ledger');
    this.#append(() => restoreRecord(position));
    this.#state = state;
    this.#position = position;
  }

  /** @throws TransactionRejected */
  #read(bytes: Uint8Array): Transaction {
    const last = this.#lastRead;
    if (last !== undefined && Buffer.compare(last.bytes, bytes) === 0) return last;
    return (this.#lastRead = readTransaction(bytes));
  }

  /** Checks a transaction against the state and runs it in a new checkpoint. */
  #submit(transaction: Transaction, signatures: readonly Uint8Array[]): ExecutedTransaction {
    checkTerms(transaction, this.#state);
    const timestampMs = this.#state.clockMs + 1n;
    let run = this.#begin(timestampMs);
    const randomnessRounds: bigint[] = [];
    const rehearsed = this.#rehearsed(transaction);
    if (rehearsed) run = followedBy(run, { ...rehearsed, signatures });
    else {
      if (uses(transaction, systemObjects.random)) {
        randomnessRounds.push(run.state.randomnessRound);
        run = this.#run(run, randomnessUpdate(run.state, this.seed));
      }
      const inputs = loadInputs(transaction, run.state, { ownership: true });
      const meter = createGasMeter(transaction.gas.budget, transaction.gas.price);
      run = this.#run(run, { mode: 'user', transaction, signatures, inputs, meter });
    }
    this.#commit(run, { timestampMs, randomnessRounds, endsEpoch: false });
    return this.#state.transactions.get(transaction.digest)!;
  }

  /**
   * What came of simulating this very transaction on this very state: clients simulate what they execute
   * next.
   */
  #rehearsed({ digest }: Transaction): ExecutionResult | undefined {
    const { state, result } = this.#rehearsal ?? {};
    return state === this.#state && result?.digest === digest ? result : undefined;
  }

  /** The beginning of a checkpoint: the Clock moves. */
  #begin(timestampMs: bigint): Run {
    return this.#run({ state: this.#state, results: [] }, commitPrologue(this.#state, timestampMs));
  }

  #run(before: Run, execution: Execution): Run {
    const result = executeTransaction(this.#engine, before.state, execution);
    if (execution.mode === 'system' && !result.status.success) {
      throw new TypeError(`a system transaction failed: ${result.status.message}`);
    }
    return followedBy(before, result);
  }

  /** Makes what has run final: first in the journal, then for all to see. */
  #commit({ state, results }: Run, terms: Omit<Block, 'results'>): void {
    const block = { ...terms, results };
    const sealed = sealBlock(state, block);
    const checkpoint = latest(sealed);
    this.#append(() => blockRecord(block, checkpoint.digest));
    this.#state = sealed;
    this.#rehearsal = undefined;
    this.#position = this.#length - 1;
    for (const listener of [...this.#listeners]) listener(checkpoint);
  }

  #append(record: () => Uint8Array): void {
    this.#journal?.append(record());
    this.#length++;
  }

  #seePackages(state: State): void {
    this.#engine.packages = { getPackage: (id) => packageOf(state, id) };
  }
}

/** Transactions that have run one after the other, and the state that they made. */
interface Run {
  readonly state: State;
  readonly results: readonly ExecutionResult[];
}

function followedBy({ state, results }: Run, result: ExecutionResult): Run {
  return { state: withChanges(state, result.changes), results: [...results, result] };
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

function latest(state: State): Checkpoint {
  if (state.chain === undefined) throw new TypeError('there is no checkpoint before genesis');
  return state.chain.latest;
}

function uses({ inputs }: Transaction, id: Address): boolean {
  return inputs.some((input) => input.kind === 'shared' && input.id === id);
}

/** Whether it sees what the system transactions of its checkpoint change. */
function seesCheckpoint(transaction: Transaction): boolean {
  return uses(transaction, systemObjects.clock) || uses(transaction, systemObjects.random);
}

/** Whether a transaction is simulated with its own gas, nothing filled in. */
function hasGasOf(given: Transaction, simulated: Transaction): boolean {
  const { payment, price, budget } = given.gas;
  return payment.length > 0 && price === simulated.gas.price && budget === simulated.gas.budget;
}

function isOfType(object: LedgerObject, type: string): boolean {
  if (object.data.kind !== 'move') return false;
  const text = typeToString(object.data.type);
  return text === type || (!type.includes('<') && text.startsWith(`${type}<`));
}
