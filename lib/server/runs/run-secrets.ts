import * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'
import type { Vault } from '../store/vault.ts'
import { secretsFile } from './launch-run.ts'
import { maySucceedLater } from './local-fault.ts'

/** Under which the vault has the secret variables of a run, as JSON. */
const VARIABLES = 'run-variables'
const variables = z.record(z.string(), z.string())

export interface RunSecrets {
  /** Part of the caller's transaction. Throws `invalid_input` for values that bash cannot carry. */
  keep(runId: string, secrets: Record<string, string>): void
  /** Throws `internal` when they cannot be opened any more. */
  of(runId: string): Record<string, string>
  drop(runId: string): void
}

/** The secret variables of runs, in the vault until the run has ended. */
export function createRunSecrets(vault: Vault): RunSecrets {
  return {
    keep(runId, secrets) {
      if (Object.keys(secrets).length === 0) return
      secretsFile(secrets)
      vault.put(runId, VARIABLES, JSON.stringify(secrets), true)
    },
    of(runId) {
      try {
        const kept = vault.get(runId, VARIABLES)
        return kept === null ? {} : variables.parse(JSON.parse(kept))
      } catch (cause) {
        if (maySucceedLater(cause)) throw cause
        throw new AppError('internal', 'The secrets of this run cannot be opened.', {
          hint: 'Was the key file of Bindery replaced? With the old one in it again, they can.',
          cause,
        })
      }
    },
    drop: (runId) => vault.dropAll(runId),
  }
}
