/** What `store` has done, or would do: ids on standard output, the rest for people on the other. */
import { beginOfEpoch, sumOfCosts, type EpochState } from '@haulout/sdk/chain';
import type { StorageCost, StoredBlob, StoredFiles, StorePreview } from '@haulout/sdk/client';
import { writeJson } from '../command-line.js';
import { epochText } from '../epoch/begin.js';
import { count, size, wal } from '../format.js';
import { facts, inColour, type Fact } from '../table.js';
import { printable } from './text.js';

/** What was stored: its name, and how many bytes it has. */
export interface StoredSource {
  readonly identifier: string;
  readonly size: number;
}

interface Report {
  readonly state: EpochState;
  readonly json: boolean;
}

/** Tells what was stored: a blob, a quilt of all files, or a blob of each. */
export function reportStored(
  stored: readonly (StoredBlob | StoredFiles)[],
  sources: readonly StoredSource[],
  { state, json }: Report,
): void {
  stored.forEach((one, index) => {
    const isOne = stored.length === 1;
    const bytes = isOne ? lengthOf(sources) : sources[index]!.size;
    const { blobId, blobObjectId, endEpoch, cost } = one;
    const files = 'files' in one ? one.files : undefined;
    if (json) {
      const patches = files?.map(({ identifier, patchId }) => ({ identifier, patchId }));
      const name = isOne ? undefined : sources[index]!.identifier;
      const endMs = beginOfEpoch(state, endEpoch);
      return writeJson({
        kind: 'stored',
        ...{ identifier: name, blobId, blobObjectId, endEpoch, endMs, bytes, cost, files: patches },
      });
    }
    if (isOne) console.error(`object ${blobObjectId}${files ? `\nquilt ${blobId}` : ''}`);
    if (files === undefined)
      return console.log(isOne ? blobId : `${blobId} ${printable(sources[index]!.identifier)}`);
    for (const { patchId, identifier } of files) console.log(`${patchId} ${printable(identifier)}`);
  });
  if (json || stored.length === 0) return;
  const { endEpoch } = stored[0]!;
  console.error(`${size(lengthOf(sources))} stored until ${epochText(state, endEpoch)}`);
  for (const line of costLines(stored.map(({ cost }) => cost))) console.error(line);
  warnOfShortLife(state, endEpoch);
}

/** Tells what it would cost. */
export function reportPreview(
  previews: readonly StorePreview[],
  { state, epochs, json }: Report & { readonly epochs: number },
): void {
  const endEpoch = state.epoch + epochs;
  if (json) {
    const endMs = beginOfEpoch(state, endEpoch);
    return writeJson({ kind: 'preview', blobs: previews, endEpoch, endMs });
  }
  const uses = previews.flatMap((preview) => preview.uses);
  const gas = previews.reduce((sum, { registerGas }) => sum + registerGas.net, 0n);
  const [cost, ...owned] = costLines(previews.map((preview) => preview.cost));
  const list: Fact[] = [
    ['cost', cost!],
    ...owned.map((line): Fact => ['', line]),
    ['gas', `${wal(gas)} SUI to register; the certificate takes some, too`],
    ['until', epochText(state, endEpoch)],
    ...uses.map(({ storage }): Fact => ['storage', storage.storageObjectId]),
  ];
  if (previews.length > 1) list.unshift(['at most', `${count(previews.length, 'blob')}, priced one by one`]);
  console.log(facts(list, inColour()));
  console.error('nothing was stored');
  warnOfShortLife(state, endEpoch);
}

/** What is paid and for what, and what is not paid again. */
function costLines(costs: readonly StorageCost[]): readonly string[] {
  const { storage, write, extension, total, ownedBytes } = sumOfCosts(costs);
  const parts = [
    `${wal(storage)} storage`,
    `${wal(write)} writing`,
    ...(extension > 0n ? [`${wal(extension)} added epochs`] : []),
  ];
  const line = `${wal(total)} WAL: ${parts.join(', ')}`;
  return ownedBytes === 0 ? [line] : [line, `${size(ownedBytes)} are on storage that was there`];
}

/** Says so when what was bought ends with the running epoch. */
function warnOfShortLife(state: EpochState, endEpoch: number): void {
  if (endEpoch > state.epoch + 1) return;
  console.error('less than an epoch: it ends with the running one. --epochs 2 keeps it longer');
}

function lengthOf(sources: readonly StoredSource[]): number {
  return sources.reduce((sum, { size: bytes }) => sum + bytes, 0);
}
