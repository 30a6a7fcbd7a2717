import type { LogPlace } from '../../lib/shared/log-api.ts'

/** How many hues there are for logs beside each other. */
const HUES = 8

/** What tells one of several logs from the others, in few letters. */
export interface SourceLabel {
  label: string
  hue: number
  title: string
}

/**
 * Names for logs that are shown together: the container where there is one pod, the last part of the pod's name where
 * there are several, and both where both differ.
 */
export function sourceLabels(places: readonly LogPlace[]): SourceLabel[] {
  const pods = new Set(places.map(({ pod }) => pod))
  const containers = new Set(places.map(({ container }) => container))
  return places.map(({ pod, container }, index) => {
    const short = pod.split('-').at(-1) ?? pod
    const parts = [pods.size > 1 ? short : '', containers.size > 1 || pods.size === 1 ? container : '']
    return { label: parts.filter(Boolean).join('/'), hue: index % HUES, title: `${pod}, ${container}` }
  })
}
