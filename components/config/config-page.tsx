'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { get } from '../../lib/client/request.ts'
import type { ConfigSeen } from '../../lib/shared/config-api.ts'
import { AnswerPage } from '../frame/answer-page.tsx'
import { Page } from '../frame/page.tsx'
import { usePerson } from '../frame/person.tsx'
import { Empty } from '../ui/empty.tsx'
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
  return (
    <AnswerPage serverId={serverId} title="Config" seen={seen}>
      {(data) => (
        <ConfigEditor
          serverId={serverId}
          seen={data}
          onSaved={() => void queries.invalidateQueries({ queryKey: key })}
        />
      )}
    </AnswerPage>
  )
}
