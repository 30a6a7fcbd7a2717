import { rmSync } from 'node:fs'
import { SetupProblem } from '../setup/entry.mjs'
import { ensurePages } from '../setup/pages.mjs'
import { environmentFor, inProject, readIfThere } from '../setup/project.mjs'
import { show } from '../setup/spawn.mjs'
import { nothing, ofExit, ofPlaywright, ofVitest } from './tally.mjs'

/**
 * How a stage runs its programs: showing what they print, or keeping it (verify.mjs).
 * @typedef {{ node: string, chromium: string | null, run: typeof show }} Context
 * @typedef {{ title: string, run: (context: Context) => Promise<import('./tally.mjs').Tally> }} Stage
 */

const BIN = {
  next: 'node_modules/next/dist/bin/next',
  tsc: 'node_modules/typescript/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
}

/** @type {Stage} */
export const types = {
  title: 'Types',
  async run(context) {
    // tsc needs the types of routes, which a fresh clone does not have.
    const generated = await program(context, BIN.next, ['typegen'])
    return ofExit(generated === 0 ? await program(context, BIN.tsc, ['--noEmit', '-p', '.']) : generated)
  },
}

/** @type {Stage} */
export const lint = {
  title: 'Lint',
  run: async (context) => ofExit(await program(context, BIN.biome, ['ci', '--error-on-warnings'])),
}

/** @type {Stage} */
export const deadCode = {
  title: 'Dead code',
  run: async (context) => ofExit(await program(context, BIN.knip, ['--no-progress'])),
}

/** @type {Stage} */
export const unit = { title: 'Unit tests', run: (context) => vitest(context, 'unit') }

/**
 * The integration tests.
 * @param {readonly string[]} [files] parts of their names; all tests where there are none
 * @returns {Stage}
 */
export function integration(files = []) {
  return { title: 'Integration tests', run: (context) => vitest(context, 'integration', files) }
}

/** @type {Stage} */
export const build = {
  title: 'Build',
  async run({ node }) {
    try {
      await ensurePages(node)
      return ofExit(0)
    } catch (error) {
      if (!(error instanceof SetupProblem)) throw error
      return ofExit(1)
    }
  },
}

/**
 * The end-to-end tests.
 * @param {readonly string[]} [args] suites and Playwright's own flags; all suites where there are none
 * @returns {Stage}
 */
export function endToEnd(args = []) {
  return {
    title: 'End to end',
    async run(context) {
      if (context.chromium === null) return { ...nothing(), skipped: 1 }
      const report = inProject('test-results', 'e2e.json')
      rmSync(report, { force: true })
      const code = await program(context, BIN.playwright, ['test', ...args], {
        BINDERY_CHROMIUM: context.chromium,
      })
      return ofPlaywright(readIfThere(report), code)
    },
  }
}

async function vitest(context, project, files = []) {
  const report = inProject('test-results', `${project}.json`)
  rmSync(report, { force: true })
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...files,
  ]
  const code = await program(context, BIN.vitest, args)
  return ofVitest(readIfThere(report), code)
}

async function program({ node, run }, bin, args, env = {}) {
  return await run(node, [inProject(bin), ...args], { env: environmentFor(node, env) })
}
