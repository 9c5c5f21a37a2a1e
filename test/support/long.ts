/**
 * How thorough a random or exhaustive test is. `npm test` takes the short way, which shows every promise;
 * HAULOUT_LONG=1 takes the long one, for a change in what the test is about.
 */
const isLong = process.env['HAULOUT_LONG'] === '1';

/** One of two extents of a test: a number of runs, of steps, every so-manyth moment. */
export const extent = <T>({ short, long }: { readonly short: T; readonly long: T }): T =>
  isLong ? long : short;
