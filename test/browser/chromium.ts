import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Nothing of a user's browser is used, and the browser calls nobody but the page. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const runnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The browser's path: `CHROME_PATH`, else the first of its usual names on `PATH`. */
export const chromiumPath = (): string => {
  const named = process.env.CHROME_PATH;
  if (named !== undefined) {
    if (runnable(named)) return named;
    throw new Error(`CHROME_PATH=${named} is not a program. Set it to a Chromium or Chrome.`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(runnable);
  if (found !== undefined) return found;
  throw new Error(
    'No Chromium was found. Install one (Debian, Ubuntu: `apt-get install chromium`), or set CHROME_PATH to a Chromium or Chrome.',
  );
};

/** A headless browser with a profile of its own, and how to be rid of both. */
export const openChromium = async (): Promise<{ context: BrowserContext; close(): Promise<void> }> => {
  const executablePath = chromiumPath();
  const profile = await mkdtemp(join(tmpdir(), 'cohort-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: ARGUMENTS,
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
