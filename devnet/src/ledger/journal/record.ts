/**
 * The records of a ledger's journal. The first one says which chain it is and holds the genesis block; each
 * later one is a block, or says that the state went back (or forth) to what it was after an earlier record.
 *
 * A record keeps the outcome, not only the input: opening a chain reads it, runs nothing, and does not depend
 * on how the framework or the prices of a later version of this package would have it. The ledger keeps its
 * whole history in memory, so that an image of the state would be as large as the journal; there is none.
 */
import { bcs } from '@mysten/sui/bcs';
import { sealBlock } from '../block.js';
import type { Block } from '../block.js';
import type { ExecutionResult } from '../execution.js';
import { protocolVersion } from '../limits.js';
import { stateBeforeGenesis, withChanges } from '../state.js';
import type { State } from '../state.js';
import type { Address } from '../../vm/types.js';
import type { Digest } from '../types.js';
import { JournalError } from './journal.js';
import type { Journal } from './journal.js';
import { recordOf, resultOf, TransactionRecord } from './transaction-record.js';

/** What fixes a chain beside its transactions. */
export interface ChainSettings {
  readonly seed: string;
  readonly startTimestampMs: bigint;
  readonly referenceGasPrice: bigint;
  /** The coin that the faucet pays from. */
  readonly treasury: Address;
}

/** A chain as its journal has it. */
export interface KeptChain {
  readonly settings: ChainSettings;
  readonly state: State;
  /** Index of the record whose state this is, counted from 0. */
  readonly position: number;
  /** Records in the journal. */
  readonly length: number;
}

/** Raised whenever an older version of this package could not read what this one writes, or the reverse. */
const formatVersion = 1;

const BlockRecord = bcs.struct('BlockRecord', {
  /** Digest of its checkpoint, which says whether everything has come back. */
  digest: bcs.ObjectDigest,
  timestampMs: bcs.u64(),
  randomnessRounds: bcs.vector(bcs.u64()),
  endsEpoch: bcs.bool(),
  transactions: bcs.vector(TransactionRecord),
});

const JournalRecord = bcs.enum('JournalRecord', {
  Genesis: bcs.struct('GenesisRecord', {
    format: bcs.u32(),
    protocolVersion: bcs.u64(),
    seed: bcs.string(),
    startTimestampMs: bcs.u64(),
    referenceGasPrice: bcs.u64(),
    treasury: bcs.Address,
    block: BlockRecord,
  }),
  Block: BlockRecord,
  Restore: bcs.struct('RestoreRecord', { position: bcs.u64() }),
});
const restoreTag = 2;

type ParsedBlock = ReturnType<typeof BlockRecord.parse>;

/** The first record. */
export function genesisRecord(settings: ChainSettings, block: Block, digest: Digest): Uint8Array {
  return write({
    Genesis: { format: formatVersion, protocolVersion, ...settings, block: blockInput(block, digest) },
  });
}

/** The record of a block whose checkpoint has this digest. */
export function blockRecord(block: Block, digest: Digest): Uint8Array {
  return write({ Block: blockInput(block, digest) });
}

/** The record of a return to the state after the record at `position`. */
export function restoreRecord(position: number): Uint8Array {
  return write({ Restore: { position } });
}

/**
 * Reads a chain back; undefined for an empty journal. Every digest is computed anew: of transactions,
 * effects, objects and checkpoints.
 * @throws JournalError JOURNAL_VERSION, JOURNAL_DAMAGED
 */
export function readChain(journal: Journal): KeptChain | undefined {
  const targets = restoreTargets(journal);
  const kept = new Map<number, State>();
  let settings: ChainSettings | undefined;
  let state: State | undefined;
  let position = 0;
  let length = 0;
  for (const bytes of journal.records()) {
    const index = length++;
    const record = parse(bytes, index);
    if (record.$kind === 'Restore') {
      position = Number(record.Restore.position);
      state = kept.get(position);
      if (state === undefined) throw damaged(index, `it goes back to record ${position}, which is no state`);
    } else {
      if (record.$kind === 'Genesis') {
        if (index > 0) throw damaged(index, 'a second genesis');
        settings = settingsOf(record.Genesis);
        state = stateBeforeGenesis(settings);
      }
      if (state === undefined) throw damaged(index, 'a block before genesis');
      state = withBlock(state, record.$kind === 'Genesis' ? record.Genesis.block : record.Block, index);
      position = index;
    }
    if (targets.has(index)) kept.set(index, state);
  }
  if (state === undefined || settings === undefined) return undefined;
  return { settings, state, position, length };
}

/** The states that later records go back to: few, so that the others need not be held. */
function restoreTargets(journal: Journal): ReadonlySet<number> {
  const targets = new Set<number>();
  let index = 0;
  for (const bytes of journal.records()) {
    if (bytes[0] === restoreTag) {
      const record = parse(bytes, index);
      if (record.$kind === 'Restore') targets.add(Number(record.Restore.position));
    }
    index++;
  }
  return targets;
}

function settingsOf(genesis: {
  readonly format: number;
  readonly protocolVersion: string;
  readonly seed: string;
  readonly startTimestampMs: string;
  readonly referenceGasPrice: string;
  readonly treasury: string;
}): ChainSettings {
  const { format, seed, treasury } = genesis;
  if (format !== formatVersion || BigInt(genesis.protocolVersion) !== protocolVersion) {
    throw new JournalError(
      'JOURNAL_VERSION',
      `the chain was kept in format ${format} of protocol ${genesis.protocolVersion}; ` +
        `this version of the devnet reads format ${formatVersion} of protocol ${protocolVersion}`,
    );
  }
  const startTimestampMs = BigInt(genesis.startTimestampMs);
  return { seed, startTimestampMs, referenceGasPrice: BigInt(genesis.referenceGasPrice), treasury };
}

function withBlock(before: State, record: ParsedBlock, index: number): State {
  try {
    return replay(before, record, index);
  } catch (error) {
    if (error instanceof JournalError) throw error;
    throw damaged(index, 'its transactions make no sense', error);
  }
}

function replay(before: State, record: ParsedBlock, index: number): State {
  let state = before;
  const results: ExecutionResult[] = [];
  for (const transaction of record.transactions) {
    const result = resultOf(transaction, state);
    state = withChanges(state, result.changes);
    results.push(result);
  }
  const sealed = sealBlock(state, {
    timestampMs: BigInt(record.timestampMs),
    results,
    randomnessRounds: record.randomnessRounds.map(BigInt),
    endsEpoch: record.endsEpoch,
  });
  const digest = sealed.chain?.latest.digest;
  if (digest !== record.digest) {
    throw damaged(index, `its checkpoint has the digest ${digest}, not ${record.digest}`);
  }
  return sealed;
}

function blockInput(block: Block, digest: Digest): typeof BlockRecord.$inferInput {
  return { ...block, digest, transactions: block.results.map(recordOf) };
}

function write(record: typeof JournalRecord.$inferInput): Uint8Array {
  return JournalRecord.serialize(record, { initialSize: 16 * 1024 }).toBytes();
}

function parse(bytes: Uint8Array, index: number): ReturnType<typeof JournalRecord.parse> {
  try {
    return JournalRecord.parse(bytes);
  } catch (cause) {
    // A later format may look like anything but begins with the genesis tag and its number.
    const format = index === 0 && bytes[0] === 0 && bytes.length >= 5 ? formatOf(bytes) : formatVersion;
    if (format !== formatVersion) {
      throw new JournalError(
        'JOURNAL_VERSION',
        `the chain was kept in format ${format}; this version of the devnet reads format ${formatVersion}`,
      );
    }
    throw damaged(index, 'its bytes are no record', cause);
  }
}

function formatOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(1, true);
}

function damaged(index: number, why: string, cause?: unknown): JournalError {
  return new JournalError('JOURNAL_DAMAGED', `record ${index} of the kept chain is damaged: ${why}`, {
    cause,
  });
}
