'use client'

import { AnswerPage } from '../frame/answer-page.tsx'
import { ReleaseView } from './release-view.tsx'
import { useReleases } from './use-releases.ts'

/** Every revision of the release that Helm keeps: what changed, who did it, and the way back to it. */
export function ReleasesPage({ serverId }: { serverId: string }) {
  return (
    <AnswerPage serverId={serverId} title="Releases" seen={useReleases(serverId)}>
      {(seen) => <ReleaseView serverId={serverId} seen={seen} />}
    </AnswerPage>
  )
}
