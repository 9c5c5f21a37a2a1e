/**
 * Does a task that ends in order when somebody asks the process to end. Nobody listens any more when the task
 * is over, whatever it has ended by.
 *
 * @param task is given a promise that resolves at the first SIGINT or SIGTERM; the second ends the process as
 *   if nobody listened
 * @throws what the task throws
 */
export async function interruptible<T>(task: (interrupted: Promise<void>) => Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  const ignore = (): void => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  };
  const interrupted = new Promise<void>((resolve) => {
    stop = () => {
      ignore();
      resolve();
    };
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await task(interrupted);
  } finally {
    ignore();
  }
}
