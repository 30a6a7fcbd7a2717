import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/setup/chromium.mjs'

const executablePath = findChromium()
/** A server that somebody gave us has one state, so one suite at a time works on it. */
const oneServer = (process.env.BINDERY_E2E_SERVER ?? '') !== ''

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // Written, and not passed yet: they run when they are named, and count for nothing else.
  testIgnore: process.argv.some((word) => word.includes('unproven')) ? [] : ['unproven/**'],
  // Pictures lie beside it, in test-results/screens: Playwright empties its own folder at every start.
  outputDir: 'test-results/traces',
  fullyParallel: false,
  workers: oneServer ? 1 : 2,
  // A test that passes only sometimes is broken.
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // Without a film: recording every frame of what moves made each test take four times as long.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
})
