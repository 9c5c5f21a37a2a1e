/** Errors that are in a log where they would be printed. */
const told = new WeakSet<object>();

/** A log has said that a command failed with this. */
export function tell(error: object): void {
  told.add(error);
}

/** Whether the log of a command has said that it failed with this. */
export const isTold = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && told.has(error);
