import type { Signer } from '@mysten/sui/cryptography';

/** A signer that calls `before` with the number of each signature that it is asked for, from 1. */
export function watchedSigner(signer: Signer, before: (nth: number) => unknown): Signer {
  let nth = 0;
  return new Proxy(signer, {
    get(target, name) {
      if (name === 'signTransaction') {
        return async (bytes: Uint8Array) => {
          await before(++nth);
          return target.signTransaction(bytes);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
