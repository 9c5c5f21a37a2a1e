/**
 * The checks of single slivers on other threads, for whoever has to answer others meanwhile: a node that
 * takes uploads, a page that reads. Each does what the function of the same name without `Async` does; what
 * takes less than half a millisecond is done at once.
 */
import { equalBytes } from '../base/bytes.js';
import type { DecodingSymbol, RecoverySymbol, SliverName } from './recovery.js';
import { chooseSymbols, inconsistentSliver, recoverSliver, verifyRecoverySymbol } from './recovery.js';
import {
  checkInconsistent,
  checkSymbols,
  proofFrom,
  verifyInconsistencyProof,
  type InconsistencyProof,
} from './inconsistency.js';
import type { BlobLayout } from './layout.js';
import { DIGEST_BYTES } from './hash.js';
import { metadataLayout, sliverHash, type BlobMetadata } from './metadata.js';
import { pace, type PaceOptions } from './pace.js';
import {
  checkRoot,
  checkSliverShape,
  codeAlong,
  estimateSliverMs,
  expandVerified,
  verifySliver,
  type ExpandedSliver,
  type Sliver,
} from './sliver.js';
import { defaultWorkers } from './workers/default-workers.js';
import { doJob, type JobOptions } from './workers/do-job.js';
import { treeBytes } from './workers/sliver-works.js';
import type { WorkName, Works } from './workers/work.js';

/** How a check of a single sliver is done. */
export type CheckOptions = Pick<PaceOptions, 'signal' | 'workers'>;

/** Which sliver is recovered, and how. */
export interface RecoveryOptions extends CheckOptions {
  /** The wanted sliver. */
  readonly target: SliverName;
  /** Verified metadata of the blob. */
  readonly metadata: BlobMetadata;
}

/** With threads that are not those of the process. */
type Options = CheckOptions & Pick<JobOptions, 'threads'>;

/** Less is done at once. */
const FEW_MS = 0.5;

/** True for what is done on this thread. */
function isQuick(layout: BlobLayout, { workers = defaultWorkers(), threads }: Options): boolean {
  return workers === 0 || (threads === undefined && estimateSliverMs(layout) < FEW_MS);
}

/**
 * `verifySliver` on another thread.
 *
 * @throws EncodingError as `verifySliver`; the signal's reason when aborted
 */
export async function verifySliverAsync(
  sliver: Sliver,
  metadata: BlobMetadata,
  options: Options = {},
): Promise<void> {
  const layout = metadataLayout(metadata);
  if (isQuick(layout, options)) return verifySliver(sliver, metadata);
  checkSliverShape(sliver, layout);
  const setting = { code: codeAlong(layout, sliver.axis), size: layout.symbolSize };
  const work = { work: 'roots', layout, setting, input: [sliver.bytes], output: DIGEST_BYTES } as const;
  const root = await perform(work, options, (found) => found.slice());
  checkRoot(sliver, root, metadata);
}

/**
 * `expandVerified` on another thread.
 *
 * @throws EncodingError as `expandVerified`; the signal's reason when aborted
 */
export async function expandVerifiedAsync(
  sliver: Sliver,
  metadata: BlobMetadata,
  options: Options = {},
): Promise<ExpandedSliver> {
  const layout = metadataLayout(metadata);
  if (isQuick(layout, options)) return expandVerified(sliver, metadata);
  checkSliverShape(sliver, layout);
  const { axis, index, symbolSize, bytes } = sliver;
  const { nShards: leafCount } = layout;
  const setting = { code: codeAlong(layout, axis), size: symbolSize };
  const recovered = setting.code.recoveries * symbolSize;
  const symbols = new Uint8Array(leafCount * symbolSize);
  symbols.set(bytes);
  const work = {
    work: 'symbols',
    layout,
    setting,
    input: [bytes],
    output: recovered + treeBytes(leafCount),
  } as const;
  const nodes = await perform(work, options, (found) => {
    symbols.set(found.subarray(0, recovered), bytes.length);
    return found.slice(recovered);
  });
  const levels = levelsOf(nodes, leafCount);
  const tree = { leafCount, root: levels.at(-1)!.slice(), levels };
  checkRoot(sliver, tree.root, metadata);
  return { axis, index, symbolSize, symbols, tree };
}

/**
 * `recoverSliver` on another thread.
 *
 * @throws EncodingError as `recoverSliver`; the signal's reason when aborted
 */
export async function recoverSliverAsync(
  symbols: readonly RecoverySymbol[],
  { target, metadata, ...options }: RecoveryOptions & Options,
): Promise<Sliver> {
  const layout = metadataLayout(metadata);
  if (isQuick(layout, options)) return recoverSliver(symbols, target, metadata);
  const { bytes, root } = await recover(symbols, { target, metadata }, options);
  if (equalBytes(root, sliverHash(metadata, target.axis, target.index)))
    return { axis: target.axis, index: target.index, symbolSize: layout.symbolSize, bytes };
  const step = pace(options);
  for (const symbol of symbols) {
    await step(0);
    verifyRecoverySymbol(symbol, target, metadata);
  }
  throw inconsistentSliver(target);
}

/**
 * `makeInconsistencyProof` on another thread.
 *
 * @throws EncodingError as `makeInconsistencyProof`; the signal's reason when aborted
 */
export async function makeInconsistencyProofAsync(
  symbols: readonly RecoverySymbol[],
  { target, metadata, ...options }: RecoveryOptions & Options,
): Promise<InconsistencyProof> {
  const proof = proofFrom(symbols, target, metadata);
  await verifyInconsistencyProofAsync(proof, metadata, options);
  return proof;
}

/**
 * `verifyInconsistencyProof` on another thread, but for the proofs of single symbols.
 *
 * @throws EncodingError as `verifyInconsistencyProof`; the signal's reason when aborted
 */
export async function verifyInconsistencyProofAsync(
  proof: InconsistencyProof,
  metadata: BlobMetadata,
  options: Options = {},
): Promise<void> {
  const layout = metadataLayout(metadata);
  if (isQuick(layout, options)) return verifyInconsistencyProof(proof, metadata);
  const step = pace(options);
  for (const _ of checkSymbols(proof, metadata)) await step(0);
  const { root } = await recover(proof.symbols, { target: proof.target, metadata }, options);
  checkInconsistent(root, proof.target, metadata);
}

async function recover(
  symbols: readonly DecodingSymbol[],
  { target, metadata }: RecoveryOptions,
  options: Options,
): Promise<{ readonly bytes: Uint8Array; readonly root: Uint8Array }> {
  const layout = metadataLayout(metadata);
  const chosen = chooseSymbols(symbols, target, layout);
  const code = codeAlong(layout, target.axis);
  const setting = { code, size: layout.symbolSize, indices: [...chosen.keys()] };
  const length = code.sources * layout.symbolSize;
  const work = {
    work: 'recovery',
    layout,
    setting,
    input: [...chosen.values()],
    output: length + DIGEST_BYTES,
  } as const;
  return perform(work, options, (found) => ({ bytes: found.slice(0, length), root: found.slice(length) }));
}

/** A work of one task: a sliver. */
interface Single<W extends WorkName> {
  readonly work: W;
  /** That of the sliver's blob. */
  readonly layout: BlobLayout;
  readonly setting: Works[W]['setting'];
  readonly input: readonly Uint8Array[];
  readonly output: number;
}

/** @param take makes the result of the output, which others use afterwards */
async function perform<W extends 'roots' | 'symbols' | 'recovery', T>(
  { work, layout, setting, input, output }: Single<W>,
  options: Options,
  take: (output: Uint8Array) => T,
): Promise<T> {
  const task = { input: input.reduce((sum, { length }) => sum + length, 0), output };
  let result: T | undefined;
  const load = (_task: unknown, buffer: Uint8Array): void => {
    let at = 0;
    for (const bytes of input) {
      buffer.set(bytes, at);
      at += bytes.length;
    }
  };
  const save = (_task: unknown, found: Uint8Array): void => void (result = take(found));
  const estimateMs = estimateSliverMs(layout);
  const fewMs = options.threads === undefined ? FEW_MS : 0;
  await doJob({ work, setting, phases: [[task]], load, save }, { ...options, estimateMs, fewMs });
  return result!;
}

/** The levels of a tree that lie one after the other. */
function levelsOf(bytes: Uint8Array, leafCount: number): Uint8Array[] {
  const levels: Uint8Array[] = [];
  for (let nodes = leafCount, at = 0; at < bytes.length; nodes = Math.ceil(nodes / 2)) {
    levels.push(bytes.subarray(at, at + nodes * DIGEST_BYTES));
    at += nodes * DIGEST_BYTES;
  }
  return levels;
}
