import type { Values } from '../values.ts'
import type { Diagnostic, Edit } from './diagnostic.ts'
import type { Entry, ValuesText } from './values-text.ts'

/** What a check knows of the world around the file. What is not known is null, and nothing is said that rests on it. */
export interface Surroundings {
  /** N of the chart that the file is for, `1.0.0-0.dev.git.N.hSHA`. */
  chartNumber: number | null
  /** How many nodes the cluster has. */
  nodes: number | null
  /** Addresses that the load balancer gave out: of BinderHub's page, and of the hub. */
  binderAddress: string | null
  hubAddress: string | null
  /** Bindery's own place for secrets is beside this file. */
  hasSecretFile: boolean
}

/** One values file, and what Helm makes of all of them together. */
export interface CheckContext {
  file: ValuesText
  /** This file over secret.yaml, without the chart's own defaults. */
  merged: Values
  around: Surroundings
}

/** Says what is wrong with a file in one respect. It may rely on the file having been read. */
export type Rule = (context: CheckContext) => Diagnostic[]

/** A finding about what an entry is set to. */
export function about(
  entry: Entry,
  rule: string,
  severity: Diagnostic['severity'],
  message: string,
  fix: Diagnostic['fix'] = null,
): Diagnostic {
  const span = entry.valueSpan.to > entry.valueSpan.from ? entry.valueSpan : entry.keySpan
  return { rule, severity, from: span.from, to: span.to, message, fix }
}

/** A finding about a key itself. */
export function aboutKey(
  { keySpan }: Entry,
  rule: string,
  severity: Diagnostic['severity'],
  message: string,
  fix: Diagnostic['fix'] = null,
): Diagnostic {
  return { rule, severity, from: keySpan.from, to: keySpan.to, message, fix }
}

/** Sets an entry to another value, which is given as YAML. Where nothing stands yet, a blank comes before it. */
export function setTo({ node, valueSpan }: Entry, yaml: string): Edit {
  return { ...valueSpan, insert: node === null ? ` ${yaml}` : yaml }
}
