'use client'

import { toProblem } from '../../lib/shared/problem.ts'
import { Page } from '../frame/page.tsx'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { ReleaseView } from './release-view.tsx'
import { useReleases } from './use-releases.ts'

/** Every revision of the release that Helm keeps: what changed, who did it, and the way back to it. */
export function ReleasesPage({ serverId }: { serverId: string }) {
  const seen = useReleases(serverId)
  if (seen.data)
    return (
      <Page title="Releases" fill>
        <ReleaseView serverId={serverId} seen={seen.data} />
      </Page>
    )
  return (
    <Page title="Releases">
      {seen.error ? (
        <ProblemNote
          problem={toProblem(seen.error)}
          action={
            <>
              <Button onClick={() => void seen.refetch()}>Look again</Button>
              <LinkButton href={`/s/${serverId}/install`}>Open Install</LinkButton>
            </>
          }
        />
      ) : (
        <SkeletonLines />
      )}
    </Page>
  )
}
