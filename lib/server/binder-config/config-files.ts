/** Where the values of the release are kept on the server. Root's alone: folder 0700, files 0600. */
export const configFolder = '/var/lib/bindery/config'
export const binderFile = `${configFolder}/binder.yaml`
/** Helm gets it first, so that what stands in both is taken from binder.yaml. */
export const secretFile = `${configFolder}/secret.yaml`
