/** Progress bars on standard error, one below the other: one for each thing that is done. */
import { SingleBar } from 'cli-progress';
import { barLine, type BarState } from './bar-line.js';

/** Columns of a terminal that does not say how many it has. */
const COLUMNS = 80;

/** Whether people see standard error as it is written. */
export const hasTerminal = (): boolean => process.stderr.isTTY === true && process.env['TERM'] !== 'dumb';

/** Bars of things that follow each other. */
export class Bars {
  #bar: SingleBar | undefined;
  #state: BarState | undefined;
  #startedAt = 0;
  #isOver = false;

  /** Shows how far something is; one of another label begins a new bar. */
  show(state: BarState): void {
    if (this.#state?.label !== state.label) {
      this.end();
      this.#begin(state);
    }
    this.#state = state;
    this.#bar?.update(state.done);
  }

  /** Leaves the last bar as it is. Without that the process does not end. */
  end(): void {
    this.#isOver = true;
    this.#bar?.stop();
    this.#bar = undefined;
    this.#state = undefined;
  }

  #begin(state: BarState): void {
    this.#state = state;
    this.#startedAt = performance.now();
    this.#isOver = false;
    this.#bar = new SingleBar({
      format: () => this.#line(),
      stream: process.stderr,
      // Nothing of the terminal is changed, so that an interruption leaves nothing to be put right.
      hideCursor: false,
      linewrap: true,
      gracefulExit: false,
    });
    this.#bar.start(state.total, 0);
  }

  #line(): string {
    return barLine(this.#state!, {
      elapsedMs: performance.now() - this.#startedAt,
      isOver: this.#isOver,
      columns: Math.min(process.stderr.columns || COLUMNS, 100),
    });
  }
}
