/** FROST in a WAL, and MIST in a SUI. */
const UNITS = 1_000_000_000n;

/**
 * FROST as a number of WAL, or MIST as one of SUI, to the last unit and without trailing zeros: `1,000.5`.
 *
 * @param units FROST or MIST, not negative
 */
export function coinAmount(units: bigint): string {
  const fraction = (units % UNITS).toString().padStart(9, '0').replace(/0+$/, '');
  return `${(units / UNITS).toLocaleString('en-US')}${fraction && `.${fraction}`}`;
}
