import { expect, it } from 'vitest'
import { imagesIn } from './images-in.ts'

const workload = (kind: string, ...images: string[]) => `---
kind: ${kind}
metadata: {name: ${kind.toLowerCase()}${images.length}}
spec:
  template:
    spec:
      initContainers: [${images.slice(1).map((image) => `{image: "${image}"}`)}]
      containers: [{image: "${images[0]}"}]
`

it('names every image as containerd does, once, and those of workloads alone', () => {
  const manifest =
    workload('Deployment', 'quay.io/jupyterhub/k8s-hub:4.2.0', 'busybox') +
    workload('DaemonSet', 'docker:28-dind', 'jupyterhub/x@sha256:abc', 'busybox') +
    workload('Job', 'never:1')
  expect(imagesIn(manifest)).toEqual([
    'docker.io/library/busybox:latest',
    'quay.io/jupyterhub/k8s-hub:4.2.0',
    'docker.io/jupyterhub/x@sha256:abc',
    'docker.io/library/docker:28-dind',
  ])
})

it('finds none in what is no manifest', () => {
  expect(imagesIn('')).toEqual([])
})
