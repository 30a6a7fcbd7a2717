import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { NODE_FLAGS } from '../scripts/setup/serve.mjs'
import { start } from '../scripts/setup/spawn.mjs'
import { benchNamed } from './support/bench-name.ts'
import { type Figure, meetsGoal, parseFigure } from './support/figure.ts'

/**
 * Runs benches one after the other and passes their figures through, one line of JSON each, on stdout. What a person
 * reads (missed goals, changes) goes to stderr. A missed goal is news, not a failure; only a bench that crashed is.
 */
async function main(): Promise<number> {
  const { values, positionals: names } = parseArgs({
    allowPositionals: true,
    options: { save: { type: 'string' }, compare: { type: 'string' } },
  })
  const all = benches()
  const positionals = names.map((name) => benchNamed(name, all))
  const unknown = positionals.filter((name) => !all.includes(name))
  if (unknown.length > 0) {
    console.error(`There is no bench "${unknown.join('", "')}". There are: ${all.join(', ')}.`)
    return 1
  }
  const earlier = values.compare === undefined ? [] : figuresIn(values.compare)

  const figures: Figure[] = []
  const crashed: string[] = []
  for (const name of positionals.length > 0 ? positionals : all) {
    console.error(`== bench/${name}.ts`)
    if ((await runBench(name, figures)) !== 0) crashed.push(name)
  }
  if (values.save !== undefined) save(values.save, figures)

  if (values.compare !== undefined) for (const figure of figures) console.error(change(figure, earlier))
  const missed = figures.filter((figure) => !meetsGoal(figure))
  for (const { name, value, unit, goal, better } of missed) {
    console.error(
      `Goal missed: ${name}: ${value} ${unit}, the goal is ${better === 'lower' ? 'at most' : 'at least'} ${goal} ${unit}`,
    )
  }
  console.error(`${figures.length} figures, ${missed.length} goals missed`)
  for (const name of crashed) console.error(`bench/${name}.ts did not finish`)
  return crashed.length > 0 ? 1 : 0
}

function benches(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
    .map((file) => file.slice(0, -'.ts'.length))
}

async function runBench(name: string, figures: Figure[]): Promise<number> {
  const { child, done } = start(process.execPath, [...NODE_FLAGS, join(import.meta.dirname, `${name}.ts`)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('A bench was started without a pipe.')
  for await (const line of createInterface({ input: child.stdout })) {
    const figure = parseFigure(line)
    if (figure === null) console.error(line)
    else {
      console.log(line)
      figures.push(figure)
    }
  }
  return await done
}

function save(file: string, figures: readonly Figure[]): void {
  const at = new Date().toISOString()
  for (const figure of figures) appendFileSync(file, `${JSON.stringify({ ...figure, at })}\n`)
}

function figuresIn(file: string): Figure[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map(parseFigure)
    .filter((figure) => figure !== null)
}

/** Against the last time the same figure was saved. */
function change(figure: Figure, earlier: readonly Figure[]): string {
  const { name, value, unit, better, file } = figure
  const before = earlier.findLast((other) => other.name === name && other.file === file)
  if (before === undefined) return `${name}: ${value} ${unit}, never saved before`
  const percent = before.value === 0 ? 0 : ((value - before.value) / before.value) * 100
  // Two runs never agree to the last digit.
  const verdict =
    Math.abs(percent) < 1 ? 'as before' : percent < 0 === (better === 'lower') ? 'better' : 'worse'
  return `${name}: ${before.value} → ${value} ${unit} (${percent >= 0 ? '+' : ''}${percent.toFixed(1)} %, ${verdict})`
}

process.exitCode = await main()
