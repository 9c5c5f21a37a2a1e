/** The bytes of a blob from enough of its primary slivers. */
import { place, type Shape } from './core/coding.js';
import { windowsOf, type Part } from './core/parts.js';
import type { BlobLayout } from './layout.js';
import { pace } from './pace.js';
import { erasureDecoder, type ErasureDecoder } from './reed-solomon.js';
import { codeAlong, type Sliver } from './sliver.js';
import { doJob, type JobOptions } from './workers/do-job.js';
import type { InterpolationTask } from './workers/sliver-works.js';

/** Bytes of all vectors that a task works on. */
const TASK_BYTES = 2 << 20;
/** Milliseconds for a byte of each point of the transform. */
const BYTE_MS = 4e-6;

/** How a blob is rebuilt. */
export type RebuildOptions = Omit<JobOptions, 'estimateMs'>;

/**
 * Rebuilds a blob.
 *
 * @param slivers n - 2f distinct primary slivers of the right shape
 */
export async function rebuildBlob(
  slivers: readonly Sliver[],
  layout: BlobLayout,
  options: RebuildOptions,
): Promise<Uint8Array> {
  const { columns, symbolSize, unencodedLength } = layout;
  const blob = new Uint8Array(unencodedLength);
  const decoder = erasureDecoder(
    codeAlong(layout, 'secondary'),
    slivers.map(({ index }) => index),
  );
  const step = pace({ signal: options.signal });
  for (const [position, { bytes }] of slivers.entries()) {
    await step(0);
    decoder.place(position, bytes, blob);
  }
  const { locator } = decoder;
  if (locator === undefined) return blob;
  // A row of the blob is a primary sliver, and a symbol of the code along columns.
  const shape = { size: symbolSize, count: columns };
  const received = slivers.map(({ bytes }) => bytes);
  const rows = new MissingRows({ locator, shape, received }, blob);
  await doJob(rows, { ...options, estimateMs: locator.size * symbolSize * columns * BYTE_MS });
  return blob;
}

/** What missing rows are made from. */
interface KnownRows {
  readonly locator: NonNullable<ErasureDecoder['locator']>;
  readonly shape: Shape;
  readonly received: readonly Uint8Array[];
}

/** A part of all rows. */
interface RowsTask extends InterpolationTask {
  readonly part: Part;
}

/** The rows of a blob that are not among the slivers, a few columns at a time. */
class MissingRows {
  readonly work = 'interpolation';
  readonly setting;
  readonly phases: readonly (readonly RowsTask[])[];
  readonly #known: KnownRows;
  readonly #blob: Uint8Array;

  constructor(known: KnownRows, blob: Uint8Array) {
    const { received, missing } = known.locator;
    const rows = received.length + missing.length;
    const tasks = windowsOf(known.shape, Math.floor(TASK_BYTES / rows)).map((part) => {
      const bytes = part.count * part.size;
      const shape = { size: part.size, count: part.count };
      return { part, shape, input: received.length * bytes, output: missing.length * bytes };
    });
    const numbered = missing.map((each, index) => ({ ...each, index }));
    this.#known = known;
    this.#blob = blob;
    this.phases = [tasks];
    this.setting = {
      locator: { ...known.locator, missing: numbered },
      bytes: Math.max(...tasks.map(({ input, output }) => input + output)),
    };
  }

  load({ part }: RowsTask, buffer: Uint8Array): void {
    const length = part.count * part.size;
    const from = this.#placeOf(part);
    this.#known.received.forEach((row, i) => buffer.set(row.subarray(from, from + length), i * length));
  }

  save({ part }: RowsTask, output: Uint8Array): void {
    const { locator, shape } = this.#known;
    const length = part.count * part.size;
    locator.missing.forEach(({ index }, i) => {
      const at = index * shape.size * shape.count + this.#placeOf(part);
      place(this.#blob, at, output.subarray(i * length, (i + 1) * length));
    });
  }

  /** Where a part is in a row: in one piece, as parts of symbols are parts of one symbol. */
  #placeOf({ first, start }: Part): number {
    return first * this.#known.shape.size + start;
  }
}
