/** How long the pull of an image takes, by what its name says; in seconds of the practice machine. */
export function imageSeconds(image: string): number {
  if (/repo2docker|docker:.*dind|notebook|singleuser/.test(image)) return 2.4
  if (/k8s-hub|binderhub|image-cleaner/.test(image)) return 1.8
  if (/calico|metallb|speaker|controller/.test(image)) return 1.2
  return /pause/.test(image) ? 0.2 : 0.8
}
