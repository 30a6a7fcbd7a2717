'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { get } from '../../lib/client/request.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import type { RevisionValues } from '../../lib/shared/releases-api.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'

const YamlEditor = dynamic(() => import('../editor/yaml-editor.tsx').then((file) => file.YamlEditor), {
  ssr: false,
})

interface ValuesDialogProps {
  serverId: string
  revision: number
  onClose(): void
}

/** What a revision was made from: the file as it was saved, or what Helm kept of it. */
export function ValuesDialog({ serverId, revision, onClose }: ValuesDialogProps) {
  const values = useQuery({
    queryKey: ['release-values', serverId, revision],
    queryFn: ({ signal }) =>
      get<RevisionValues>(`/api/servers/${serverId}/releases/${revision}/values`, signal),
    retry: false,
  })
  return (
    <Dialog
      wide
      title={`binder.yaml of revision ${revision}`}
      onClose={onClose}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Close
          </Button>
          <span className="grow" />
          {values.data && <CopyButton text={values.data.text} />}
        </>
      }
    >
      {values.data ? (
        <>
          <p>
            {values.data.verbatim
              ? 'As it was saved, byte for byte.'
              : 'Bindery has no file that says this: these are the values as Helm kept them, secrets hidden.'}
          </p>
          <YamlEditor label={`binder.yaml of revision ${revision}`} text={values.data.text} />
        </>
      ) : values.error ? (
        <ProblemNote problem={toProblem(values.error)} />
      ) : (
        <SkeletonLines />
      )}
    </Dialog>
  )
}
