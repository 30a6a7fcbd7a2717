'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { get } from '../../lib/client/request.ts'
import type { ConfigSeen } from '../../lib/shared/config-api.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import { Page } from '../frame/page.tsx'
import { usePerson } from '../frame/person.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { ConfigEditor } from './config-editor.tsx'

/** binder.yaml of a server: checked as it is typed, saved revision by revision, and put into use. */
export function ConfigPage({ serverId }: { serverId: string }) {
  const { role } = usePerson()
  const queries = useQueryClient()
  const key = ['config', serverId]
  const seen = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<ConfigSeen>(`/api/servers/${serverId}/config`, signal),
    enabled: role === 'administrator',
    retry: false,
    refetchOnWindowFocus: true,
  })
  if (role === 'viewer')
    return (
      <Page title="Config">
        <Empty>binder.yaml may hold secrets, so only administrators see it.</Empty>
      </Page>
    )
  if (seen.data)
    return (
      <Page title="Config" fill>
        <ConfigEditor
          serverId={serverId}
          seen={seen.data}
          onSaved={() => void queries.invalidateQueries({ queryKey: key })}
        />
      </Page>
    )
  return (
    <Page title="Config">
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
