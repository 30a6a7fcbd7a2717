import { mergeValues, type Values } from '../values.ts'
import { amountRules } from './amount-rules.ts'
import type { CheckContext, Rule, Surroundings } from './check-context.ts'
import type { Diagnostic } from './diagnostic.ts'
import { hubUrlRules } from './hub-url-rules.ts'
import { imagePrefixRules } from './image-prefix-rules.ts'
import { readingRules } from './reading-rules.ts'
import { registryRules } from './registry-rules.ts'
import { renamedRules } from './renamed-rules.ts'
import { type JsonSchema, schemaProblems } from './schema-problems.ts'
import { secretRules } from './secret-rules.ts'
import { traitRules } from './trait-rules.ts'
import { leftoverRules, trapRules } from './trap-rules.ts'
import { readValuesText } from './values-text.ts'
import { wholeFileRules } from './whole-file-rules.ts'

const rules: readonly Rule[] = [
  readingRules,
  wholeFileRules,
  imagePrefixRules,
  hubUrlRules,
  registryRules,
  amountRules,
  renamedRules,
  traitRules,
  trapRules,
  leftoverRules,
  secretRules,
]

export interface CheckInput {
  text: string
  /** What the secret file adds, or stand-ins of it: only that something is there counts. */
  secrets: Values
  around: Surroundings
  /** Of the chart version that the file is for; null where it is not known. */
  schema: JsonSchema | null
}

/** Everything there is to say of a values file, in its order. Pure: the page and the engine ask the same. */
export function checkConfig({ text, secrets, around, schema }: CheckInput): Diagnostic[] {
  const file = readValuesText(text)
  if (file.values === null) return file.problems
  const context: CheckContext = { file, merged: mergeValues(secrets, file.values), around }
  const found = rules.flatMap((rule) => rule(context))
  const bySchema = schema === null ? [] : schemaProblems(file, schema)
  return [...found, ...bySchema.filter((problem) => !explained(problem, found))].sort(
    (a, b) => a.from - b.from || a.to - b.to,
  )
}

/** Where a rule has said what is wrong with a place, the schema's own words add nothing. */
function explained(problem: Diagnostic, found: readonly Diagnostic[]): boolean {
  return found.some(
    ({ from, to, severity }) => severity === 'error' && from < problem.to && problem.from < to,
  )
}
