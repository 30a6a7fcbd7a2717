import { configDefaults, defineConfig } from 'vitest/config'

const INTEGRATION = '**/*.integration.test.ts'

export default defineConfig({
  test: {
    // A project, not a file: tests of the scripts are plain JavaScript, as the scripts are.
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{app,bench,components,e2e,lib}/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: [...configDefaults.exclude, INTEGRATION],
          // Some start real bash many times, on machines that have other work: slow is not wrong.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          // The fuzz of frames once more, for as many as npm run verify has no time for.
          include: [INTEGRATION, 'lib/shared/frames.fuzz.test.ts'],
          env: { BINDERY_FUZZ_FRAMES: '1050000' },
          // They start real servers and time real programs: side by side they would only disturb each other.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
