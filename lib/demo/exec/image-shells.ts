/** Images that are nothing but a program, and those that are made of Alpine or busybox. */
const WITHOUT = /coredns|\/pause|kube-controllers|metallb|metrics-server|hostpath-provisioner/
const SMALL = /busybox|alpine|(^|\/)docker:|dind|configurable-http-proxy/

/** The shells that an image has, as far as one can tell by its name. */
export function shellsOf(image: string): string[] {
  if (WITHOUT.test(image)) return []
  return SMALL.test(image) ? ['sh'] : ['bash', 'sh']
}
