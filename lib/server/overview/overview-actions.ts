import * as z from 'zod/mini'
import { type Action, defineAction } from '../actions/action.ts'
import type { DiskKeeper } from './disk-keeper.ts'

interface OverviewParts {
  disks: Pick<DiskKeeper, 'measure'>
  /** Throws `not_found`. */
  serverName(serverId: string): string
}

/** What may be asked for on the first page of a server. */
export function overviewActions({ disks, serverName }: OverviewParts): Action[] {
  return [
    defineAction({
      name: 'server.measure-disk',
      path: '/api/servers/:server/disk/measure',
      who: 'administrator',
      input: z.object({}),
      target: ({ params }) => serverName(params.server ?? ''),
      describe: () => ({
        runs: [
          'df on the folders of Kubernetes, builder and volumes',
          'du on each of them, 15 s at most, at the lowest priority',
        ],
        restarts: [],
        breaks: [],
        keeps: ['everything: it only reads'],
        undo: 'there is nothing to undo',
      }),
      perform: ({ params }) => disks.measure(params.server ?? ''),
    }),
  ]
}
