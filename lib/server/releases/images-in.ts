import { isValues } from '../../shared/values.ts'
import { readManifest } from './read-manifest.ts'

/** The images that the workloads of a manifest run, by their full names; each once. */
export function imagesIn(manifest: string): string[] {
  const images = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (isValues(value))
      for (const [key, inner] of Object.entries(value)) {
        if (key !== 'containers' && key !== 'initContainers') visit(inner)
        else if (Array.isArray(inner))
          for (const container of inner)
            if (isValues(container) && typeof container.image === 'string') images.add(full(container.image))
      }
  }
  for (const { kind, fields } of readManifest(manifest)?.values() ?? [])
    if (['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind)) visit(fields)
  return [...images]
}

/** As containerd names it: "busybox" is "docker.io/library/busybox:latest". */
function full(image: string): string {
  const [first = '', ...rest] = image.split('/')
  const host = rest.length > 0 && /[.:]|^localhost$/.test(first)
  const named = host ? image : rest.length > 0 ? `docker.io/${image}` : `docker.io/library/${image}`
  return /[:@][^/]+$/.test(named.slice(named.lastIndexOf('/'))) ? named : `${named}:latest`
}
