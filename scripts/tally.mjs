/** Sums what several runs counted (BINDERY_TALLY, one JSON line a run) and prints their closing line. */
import { closingLine, exitCode, sum } from './checks/tally.mjs'
import { entry, SetupProblem } from './setup/entry.mjs'
import { readIfThere } from './setup/project.mjs'

await entry(async ([file]) => {
  const text = file === undefined ? null : readIfThere(file)
  if (text === null)
    throw new SetupProblem('No run has counted anything.', 'Give the file that BINDERY_TALLY named.')
  const total = sum(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  )
  console.log(closingLine(total))
  return exitCode(total)
})
