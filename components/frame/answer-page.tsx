'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { toProblem } from '../../lib/shared/problem.ts'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Page } from './page.tsx'

interface AnswerPageProps<Seen> {
  serverId: string
  title: string
  seen: Pick<UseQueryResult<Seen>, 'data' | 'error' | 'refetch'>
  children(seen: Seen): ReactNode
}

/** A page that shows what was read of BinderHub; until it is read a skeleton, and why where it cannot be. */
export function AnswerPage<Seen>({ serverId, title, seen, children }: AnswerPageProps<Seen>) {
  if (seen.data)
    return (
      <Page title={title} fill>
        {children(seen.data)}
      </Page>
    )
  return (
    <Page title={title}>
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
