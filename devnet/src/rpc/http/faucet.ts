/**
 * The faucet of Sui's test networks, as `requestSuiFromFaucetV2` of `@mysten/sui/faucet` and `sui client
 * faucet` call it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import { StatusError } from '../grpc/status.js';
import { bodyOf } from './body.js';

/** Where it is asked. */
export const faucetPath = '/v2/gas';

/** Gives SUI to an account. */
export type Give = (recipient: string) => {
  readonly mist: bigint;
  readonly coinId: string;
  readonly digest: string;
};

/** A request names one address; this is plenty. */
const maxBytes = 4096;

/** Answers one request for SUI: 200 and what was sent, or 4xx or 5xx and why not. */
export async function answerFaucet(
  give: Give,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (code: number, answer: object): void => {
    // What is left of a request that is not read must not be taken for the next one.
    if (!request.complete) response.shouldKeepAlive = false;
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  const refuse = (code: number, why: string): void =>
    send(code, { status: { Failure: { internal: why } }, coins_sent: null });
  try {
    const body = await bodyOf(request, maxBytes);
    const recipient = recipientOf(new TextDecoder().decode(body));
    if (recipient === undefined) {
      return refuse(400, 'the body has to be {"FixedAmountRequest":{"recipient":"0x..."}}');
    }
    const { mist, coinId, digest } = give(recipient);
    const coin = { amount: Number(mist), id: coinId, transferTxDigest: digest };
    send(200, { status: 'Success', coins_sent: [coin] });
  } catch (error) {
    if (response.destroyed) return;
    refuse(error instanceof StatusError ? 413 : 500, error instanceof Error ? error.message : String(error));
  }
}

function recipientOf(text: string): string | undefined {
  try {
    const { FixedAmountRequest: asked } = JSON.parse(text) as {
      FixedAmountRequest?: { recipient?: unknown };
    };
    const recipient = asked?.recipient;
    const isAddress = typeof recipient === 'string' && /^0x[0-9a-f]{1,64}$/i.test(recipient);
    return isAddress ? normalizeSuiAddress(recipient) : undefined;
  } catch {
    return undefined;
  }
}
