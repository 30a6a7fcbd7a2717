import { Killed } from './program.ts'

/** A background job: how it ends, and how it is made to. */
export interface Job {
  done: Promise<number>
  kill: AbortController
  ended: boolean
}

/** Follows work beside the script. One that is killed ends as by SIGTERM. */
export function startJob(work: Promise<number>, kill: AbortController): Job {
  const job: Job = {
    kill,
    ended: false,
    done: work
      .catch((error: unknown) => {
        if (error instanceof Killed) return 143
        throw error
      })
      .finally(() => {
        job.ended = true
      }),
  }
  // Nobody may ever wait for it.
  job.done.catch(() => {})
  return job
}
