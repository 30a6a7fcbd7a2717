'use client'

import type { RunRow } from '../../lib/shared/run-row.ts'
import { RunTook } from './run-badge.tsx'
import { runWord } from './run-status.ts'

/** Beside a transcript's title: "running for 41 s", "exit 0 after 5 s". */
export function RunStands({ run, connected }: { run: RunRow; connected: boolean }) {
  const { status } = run
  if (status.state === 'running') {
    return (
      <>
        {connected ? 'running for' : 'last seen running, for'} <RunTook run={run} />
      </>
    )
  }
  if (status.state === 'exited') {
    return (
      <>
        exit {status.code} after <RunTook run={run} />
      </>
    )
  }
  return <>{runWord(run).word.toLowerCase()}</>
}
