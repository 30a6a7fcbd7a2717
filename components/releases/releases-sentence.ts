import type { ReleasesSeen } from '../../lib/shared/releases-api.ts'

/** The first sentence of the page: what runs, and whether it is known to work. */
export function releasesSentence({ revisions, trouble }: ReleasesSeen): string {
  const [newest] = revisions
  if (newest === undefined) return 'No release is installed.'
  const running = revisions.find(({ status }) => status === 'deployed')
  if (trouble?.is === 'unfinished' && newest.run?.status.state === 'running')
    return `Revision ${newest.revision} is under way.`
  if (trouble !== null)
    return running === undefined
      ? `Revision ${newest.revision} ${trouble.is === 'failed' ? 'failed' : 'was cut off'}, and no other was ever in use.`
      : `Revision ${newest.revision} ${trouble.is === 'failed' ? 'failed' : 'was cut off'}. Revision ${running.revision} is the last one that was in use.`
  const { run } = newest
  if (run?.status.state === 'exited' && run.status.code !== 0)
    return `Revision ${newest.revision} is in place, and the run that made it found that it does not work.`
  return run?.status.state === 'exited'
    ? `Revision ${newest.revision} runs, and it was found well when it was made.`
    : `Revision ${newest.revision} runs.`
}
