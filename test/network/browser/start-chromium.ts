/** A headless browser on this machine, when it has one. */
import { accessSync, constants } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Where Chromium is: what HAULOUT_CHROMIUM says, else where distributions put it; undefined when it is
 * nowhere.
 */
export function findChromium(): string | undefined {
  const named = process.env['HAULOUT_CHROMIUM'];
  return (named === undefined ? CANDIDATES : [named]).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts it with a profile of its own that is forgotten, and nothing that talks to the world by itself. */
export function startChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
