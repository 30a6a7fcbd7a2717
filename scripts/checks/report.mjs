import { appendFileSync } from 'node:fs'
import { say } from '../setup/entry.mjs'
import { closingLine, exitCode, sum } from './tally.mjs'

/**
 * @typedef {{ title: string, tally: import('./tally.mjs').Tally, seconds: number }} Result
 */

/**
 * Runs one stage under its title.
 * @param {import('./stages.mjs').Stage} stage
 * @param {import('./stages.mjs').Context} context
 * @returns {Promise<Result>}
 */
export async function runStage(stage, context) {
  say(`\n== ${stage.title}`)
  return await clocked(stage, context)
}

/** Runs one stage and takes its time. */
export async function clocked(stage, context) {
  const began = Date.now()
  const tally = await stage.run(context)
  return { title: stage.title, tally, seconds: (Date.now() - began) / 1000 }
}

/**
 * Prints a line a stage and, last, the closing line of the whole; gives the exit code.
 * Where BINDERY_TALLY names a file, the sum is added to it, for a run that is made of several (tally.mjs).
 * @param {readonly Result[]} results
 */
export function report(results) {
  const total = sum(results.map((result) => result.tally))
  say('')
  for (const { title, tally, seconds } of results) {
    say(`${title.padEnd(20)} ${closingLine(tally).padEnd(36)} ${seconds.toFixed(1)} s`)
  }
  const file = process.env.BINDERY_TALLY
  if (file !== undefined && file !== '') appendFileSync(file, `${JSON.stringify(total)}\n`)
  console.log(closingLine(total))
  return exitCode(total)
}
