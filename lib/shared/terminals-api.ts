import * as z from 'zod/mini'
import { screenSize } from './screen-size.ts'
import { line } from './text.ts'

/** Names of Kubernetes: looked up there, never trusted. */
const kubeName = (what: string) => line(what, 253)

const pod = {
  namespace: kubeName('The namespace'),
  pod: kubeName('The pod'),
  /** Of the pod that was meant: a namesake that was born meanwhile is another. */
  uid: line('The uid', 64),
}

/**
 * POST /api/servers/:server/terminals/open. `pod`: a shell in one of its containers, the first where none is named.
 * `debug`: adds a container of this image to the pod, which shares the processes of `container`, and a shell in it.
 */
export const openTerminalInput = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('server'), size: screenSize }),
  z.strictObject({
    on: z.literal('pod'),
    ...pod,
    container: z.nullable(kubeName('The container')),
    size: screenSize,
  }),
  z.strictObject({
    on: z.literal('debug'),
    ...pod,
    container: kubeName('The container'),
    image: line('The image', 300),
    size: screenSize,
  }),
])

export type OpenTerminalInput = z.infer<typeof openTerminalInput>

/** POST /api/terminals/:terminal/rename */
export const renameTerminalInput = z.strictObject({ title: line('The title', 60) })

/** The image that a debug container has unless another is typed: small, and with a shell. */
export const DEBUG_IMAGE = 'busybox:1.36'
