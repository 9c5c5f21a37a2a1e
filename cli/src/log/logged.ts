import { isForMachines, openLog, type LogTarget } from './open-log.js';
import { tell } from './told.js';
import type { Logger } from 'pino';

/**
 * Does a task with a log. What it fails with is the last line of a log for machines, and not printed a second
 * time unless that is on standard output.
 *
 * @throws what the task throws
 */
export async function logged(target: LogTarget, task: (logger: Logger) => Promise<void>): Promise<void> {
  const logger = await openLog(target);
  try {
    await task(logger);
  } catch (error) {
    if (isForMachines(target) && error instanceof Error && logger.isLevelEnabled('fatal')) {
      logger.fatal({ err: error }, 'the command ends, as it has failed');
      // On standard output it is not where a command says why it failed.
      if (target.stream !== process.stdout) tell(error);
    }
    throw error;
  }
}
