/** What a relay asks for its work, in MIST of SUI. */
import { isValidSuiAddress, normalizeSuiAddress } from '@mysten/sui/utils';
import { InvalidArgument } from '@haulout/sdk/base';
import { encodedLength } from '@haulout/sdk/encoding';

/** How a tip grows with a blob. */
export type TipKind =
  /** The same for every blob, in MIST. */
  | {
      /** MIST. */
      readonly constant: bigint;
    }
  /** A base, and so much for each KiB begun of the encoded blob. */
  | {
      /** MIST. */
      readonly base: bigint;
      /** MIST for each KiB begun. */
      readonly perEncodedKib: bigint;
    };

/** A tip, and who gets it. */
export interface Tip {
  /** Address. */
  readonly address: string;
  /** How much. */
  readonly kind: TipKind;
}

const KIB = 1_024n;

/** Refuses a tip that no client could pay. Throws InvalidArgument. */
export function checkTip({ address, kind }: Tip): Tip {
  const amounts = 'constant' in kind ? [kind.constant] : [kind.base, kind.perEncodedKib];
  // They travel as numbers in JSON.
  const isTip = amounts.every((amount) => amount >= 0n && amount <= BigInt(Number.MAX_SAFE_INTEGER));
  if (isTip && isValidSuiAddress(address)) return { address: normalizeSuiAddress(address), kind };
  throw new InvalidArgument(`a tip of ${amounts.join(' and ')} MIST to ${address} cannot be paid`);
}

/** What a blob of so many bytes costs at a relay, in MIST. Throws EncodingError `BLOB_TOO_LARGE`. */
export function tipFor({ kind }: Tip, bytes: number, nShards: number): bigint {
  if ('constant' in kind) return kind.constant;
  return kind.base + ((BigInt(encodedLength(nShards, bytes)) + KIB - 1n) / KIB) * kind.perEncodedKib;
}

/** A tip as `GET /v1/tip-config` tells it. */
export function tipJson(tip: Tip | undefined): unknown {
  if (tip === undefined) return 'no_tip';
  const { address, kind } = tip;
  return {
    send_tip: {
      address,
      kind:
        'constant' in kind
          ? { const: Number(kind.constant) }
          : {
              linear: { base: Number(kind.base), encoded_size_mul_per_kib: Number(kind.perEncodedKib) },
            },
    },
  };
}
