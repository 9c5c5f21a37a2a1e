/**
 * Runs a task for each item, at most `limit` at a time. Waits for all that have begun, then throws the first
 * error; after an error none begins.
 *
 * @returns results in the order of the items
 */
export async function inParallel<T, R>(
  limit: number,
  items: readonly T[],
  task: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const errors: unknown[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length && errors.length === 0; index = next++) {
      try {
        results[index] = await task(items[index]!);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}
