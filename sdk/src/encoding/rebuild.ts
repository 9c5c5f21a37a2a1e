/** The bytes of a blob from enough of its primary slivers. */
import { place, receivedOrder, type Locator, type Shape } from './core/coding.js';
import { windowsOf, type Part } from './core/parts.js';
import type { BlobLayout } from './layout.js';
import { pace } from './pace.js';
import { erasureDecoder, type ErasureDecoder } from './reed-solomon.js';
import { codeAlong, type Sliver } from './sliver.js';
import { doJob, type JobOptions } from './workers/do-job.js';
import type { InterpolationTask } from './workers/sliver-works.js';

/** Bytes of all vectors that a task works on. */
const TASK_BYTES = 2 << 20;
/** Milliseconds for a byte of each point of the transforms. */
const BYTE_MS = 1e-6;

/** How a blob is rebuilt. */
export type RebuildOptions = Omit<JobOptions, 'estimateMs'>;

/** The same part of each row: a strip of columns. */
interface RowsStrip {
  /** Parts of the received rows, in the order of the decoder's indices. */
  readonly received: readonly Uint8Array[];
  /** Receives the parts of rows 0..R-1, one after the other; what lies behind its end is left out. */
  readonly target: Uint8Array;
}

/** The strips of which rows consist. */
export interface RowsStrips {
  /** Columns of a strip but the last. */
  readonly columns: number;
  /** Reads the next strip, columns `first` to `first + count - 1`. */
  open(first: number, count: number): Promise<RowsStrip>;
  /** All rows of a strip are in its target. */
  close(): Promise<void>;
}

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
  const blob = new Uint8Array(layout.unencodedLength);
  const strip = { received: slivers.map(({ bytes }) => bytes), target: blob };
  const indices = slivers.map(({ index }) => index);
  const whole = { columns: layout.columns, open: async () => strip, close: async () => undefined };
  await rebuildRows({ layout, indices }, whole, options);
  return blob;
}

/** Finds rows 0..R-1 of a blob from the received rows of the given indices. */
export async function rebuildRows(
  { layout, indices }: { readonly layout: BlobLayout; readonly indices: readonly number[] },
  strips: RowsStrips,
  options: RebuildOptions,
): Promise<void> {
  const decoder = erasureDecoder(codeAlong(layout, 'secondary'), indices);
  // A row of the blob is a primary sliver, and a symbol of the code along columns.
  const shape = { size: layout.symbolSize, count: layout.columns };
  const { size, blocks } = decoder.locator ?? NOTHING;
  // Of each block, and one back.
  const points = (blocks.length + 1) * size;
  const estimateMs = points * shape.size * shape.count * BYTE_MS;
  await doJob(new RowsJob({ decoder, shape, strips }, options.signal), { ...options, estimateMs });
}

/** The locator where nothing is missing. */
const NOTHING: Locator = { size: 0, blocks: [], home: 0, missing: [], wanted: 0 };

/** What rows are made from. */
interface RowsSetting {
  readonly decoder: ErasureDecoder;
  /** A row. */
  readonly shape: Shape;
  readonly strips: RowsStrips;
}

/** Columns of a strip. */
interface Columns {
  readonly first: number;
  readonly count: number;
}

/** A part of all rows. */
interface RowsTask extends InterpolationTask {
  readonly part: Part;
}

/** Rows that were received go to their places, and those that were not are made, a strip after the other. */
class RowsJob {
  readonly work = 'interpolation';
  readonly setting;
  readonly phases: readonly (readonly RowsTask[])[];
  readonly #rows: RowsSetting;
  /** Positions of the received rows, in the order in which tasks take them. */
  readonly #order: readonly number[];
  readonly #missing: readonly number[];
  readonly #strips: readonly Columns[];
  readonly #signal: AbortSignal | undefined;
  #strip: (RowsStrip & Columns) | undefined;

  constructor(rows: RowsSetting, signal: AbortSignal | undefined) {
    const locator = rows.decoder.locator ?? NOTHING;
    const { missing } = locator;
    this.#rows = rows;
    this.#signal = signal;
    this.#order = receivedOrder(locator);
    this.#missing = missing.map(({ index }) => index);
    this.#strips = stripsOf(rows);
    this.phases = this.#strips.map((strip) => (missing.length === 0 ? [] : this.#tasksOf(strip)));
    this.setting = {
      locator,
      bytes: Math.max(0, ...this.phases.flat().map(({ input, output }) => input + output)),
    };
  }

  async prepare(phase: number): Promise<void> {
    const { strips, decoder } = this.#rows;
    if (this.#strip !== undefined) await strips.close();
    const next = this.#strips[phase];
    if (next === undefined) return;
    const { received, target } = await strips.open(next.first, next.count);
    const step = pace({ signal: this.#signal });
    for (const [position, bytes] of received.entries()) {
      await step(0);
      decoder.place(position, bytes, target);
    }
    this.#strip = { ...next, received, target };
  }

  load({ part }: RowsTask, buffer: Uint8Array): void {
    const length = part.count * part.size;
    const from = this.#placeOf(part);
    const { received } = this.#strip!;
    this.#order.forEach((position, i) =>
      buffer.set(received[position]!.subarray(from, from + length), i * length),
    );
  }

  save({ part }: RowsTask, output: Uint8Array): void {
    const { target, count } = this.#strip!;
    const length = part.count * part.size;
    this.#missing.forEach((row, i) => {
      const at = row * this.#rows.shape.size * count + this.#placeOf(part);
      place(target, at, output.subarray(i * length, (i + 1) * length));
    });
  }

  #tasksOf({ first, count }: Columns): RowsTask[] {
    const { code } = this.#rows.decoder;
    const missing = this.#missing.length;
    const { size } = this.#rows.shape;
    const most = Math.floor(TASK_BYTES / (code.sources + missing));
    return windowsOf({ size, count }, most).map((window) => {
      const part = { ...window, first: first + window.first };
      const bytes = part.count * part.size;
      const shape = { size: part.size, count: part.count };
      return { part, shape, input: code.sources * bytes, output: missing * bytes };
    });
  }

  /** Where a part is in a row of the strip: in one piece, as parts of symbols are parts of one symbol. */
  #placeOf({ first, start }: Part): number {
    return (first - this.#strip!.first) * this.#rows.shape.size + start;
  }
}

function stripsOf({ shape, strips }: RowsSetting): Columns[] {
  return Array.from({ length: Math.ceil(shape.count / strips.columns) }, (_, i) => {
    const first = i * strips.columns;
    return { first, count: Math.min(strips.columns, shape.count - first) };
  });
}
