import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatBytes } from '../../shared/format.ts'
import type { FolderSeen } from '../../shared/plan-look.ts'
import { raw, sh } from '../shell/sh.ts'
import { addonFaults } from './addon-faults.ts'
import { cluster } from './seen/cluster.ts'
import { type StorageClassSeen, storageClasses } from './seen/storage-classes.ts'
import { storageFolder } from './seen/storage-folder.ts'
import { defineStep } from './step.ts'
import { provisioners, STORAGE_CLASS, storageClassManifest } from './storage-class-manifest.ts'

const functions = readFileSync(join(import.meta.dirname, 'script', 'storage-class.sh'), 'utf8')

const MANIFEST = '/var/lib/bindery/config/local-storage-dir.yaml'

export const storageClass = defineStep({
  id: 'storage-class',
  group: 'Add-ons',
  title: 'Folder for volumes',
  doing: 'Setting the folder for volumes.',
  why: 'A storage class tells Kubernetes where volumes go. Exactly one has to be the default, otherwise the hub waits for its volume without end.',
  usualSeconds: [1, 5],
  deadlineSeconds: 180,
  sees: { cluster, folder: storageFolder },
  check({ cluster: seen, folder }, { storage: { kind, path } }) {
    if (!seen.objects) return { state: 'unknown', evidence: `Kubernetes did not answer: ${seen.said}` }
    const classes = storageClasses(seen.objects)
    const ours = classes.find(({ name }) => name === STORAGE_CLASS)
    const wanted = `${STORAGE_CLASS} in ${path}, as the only default`
    const defaults = defaultWords(classes)
    if (!folder) return { state: 'unknown', evidence: `What ${path} is could not be read.` }
    if (folder.is !== 'folder' && folder.is !== 'missing')
      return { state: 'broken', evidence: `${path} is there, and is no folder.`, fault: 'not-a-folder' }
    if (!ours) return { state: 'open', evidence: `There is no class ${STORAGE_CLASS}. ${defaults}` }
    if (ours.provisioner !== provisioners[kind] || ours.path !== path)
      return {
        state: 'differs',
        evidence: `${classWords(ours)}. ${defaults} Volumes that are there stay where they are; new ones go to the new folder.`,
        wanted,
      }
    if (!ours.isDefault || classes.some(({ name, isDefault }) => isDefault && name !== STORAGE_CLASS))
      return { state: 'differs', evidence: `${classWords(ours)}. ${defaults}`, wanted }
    if (folder.is === 'missing')
      return { state: 'open', evidence: `${classWords(ours)}, and that folder is not there.` }
    return {
      state: 'done',
      evidence: `${classWords(ours)}, and is the only default${roomWords(folder)}.`,
    }
  },
  runs: ({ storage: { path } }) => [
    sh`mkdir -p -- ${path}`,
    `microk8s kubectl apply -f ${MANIFEST}`,
    'microk8s kubectl annotate storageclass OTHER storageclass.kubernetes.io/is-default-class=false --overwrite',
  ],
  script: (plan) => sh`folder=${plan.storage.path}
manifest=${storageClassManifest(plan)}
file=${MANIFEST}
name=${STORAGE_CLASS}

${raw(functions)}
if [ -e "$folder" ] && [ ! -d "$folder" ]; then give_up "$folder is there, and is no folder."; fi
if [ ! -e "$folder" ] && [ -L "$folder" ]; then give_up "$folder is a link to a place that is not there: $(readlink -- "$folder")"; fi
# 0755 is enough: whatever makes volumes is root, and gives each volume a folder of its own with mode 0777.
[ -d "$folder" ] || show install -d -m 0755 -o root -g root -- "$folder" || give_up "The folder $folder cannot be made."
probe=$(mktemp -d -- "$folder/.bindery-XXXXXX" 2>&1) || give_up "Nothing can be written in $folder: \${probe##*: }."
rmdir -- "$probe"

install -d -m 0700 -- "$(dirname -- "$file")"
printf '%s' "$manifest" >"$file.new"
mv -- "$file.new" "$file"
cat -- "$file"

# Folder and maker of a class cannot be changed. A class is only a recipe: taking it away takes no volume away.
if ! said=$(kubectl apply --dry-run=server -f "$file" 2>&1); then
  case $said in
    *'is invalid'* | *'orbidden: updates to'*) ;;
    *) give_up "Kubernetes does not take the class: $said" ;;
  esac
  say "$name is there with another folder or maker, which cannot be changed: it is made anew."
  show /snap/bin/microk8s kubectl delete storageclass "$name"
fi
show /snap/bin/microk8s kubectl apply -f "$file"
only_default "$name"
show /snap/bin/microk8s kubectl get storageclasses
checked "$name is the only default, its volumes go to $folder"
`,
  adds: ({ storage: { path } }) => [
    { kind: 'folder', name: path },
    { kind: 'file', name: MANIFEST },
    { kind: 'storage-class', name: STORAGE_CLASS },
  ],
  breaks: () =>
    'Nothing. Volumes that are there stay where they are, with what made them; only new ones go to the folder. Other classes stay, and are no longer the default.',
  doneWhen: ({ storage: { path } }) =>
    `${STORAGE_CLASS} is the only default class, its folder is ${path}, and the folder is there.`,
  ifStopped:
    'The class may be missing, or not yet be the only default. Volumes that are there are not touched; run the step again.',
  notes: [
    {
      pattern: 'missing the kubectl\\.kubernetes\\.io/last-applied-configuration annotation',
      says: 'Looks bad and is not: the class was made in another way before, and kubectl adds its own note now.',
    },
  ],
  faults: [
    {
      id: 'not-a-folder',
      line: /^stopped: (.*) is (?:there, and is no folder\.|a link to a place that is not there.*)$/,
      what: (match, { storage: { path } }) => `${match?.[1] ?? path} cannot be used as a folder.`,
      why: 'There is a file or a broken link of that name, and Bindery does not delete what it has not made.',
      advice: 'Choose another folder in the plan, or move away what is there.',
    },
    {
      id: 'folder-not-writable',
      line: /^stopped: (Nothing can be written in .*|The folder .* cannot be made\.)$/,
      what: (match, { storage: { path } }) => match?.[1] ?? `Nothing can be written in ${path}.`,
      why: 'The file system is full, read-only, or a network share that keeps root out.',
      advice:
        'Look at df -h and mount for that folder. Choose a folder on a local disk with room, such as /srv/k8s-storage.',
    },
    ...addonFaults,
  ],
  undo: () => ({
    runs: [`microk8s kubectl delete storageclass ${STORAGE_CLASS}`],
    script: sh`show /snap/bin/microk8s kubectl delete storageclass ${STORAGE_CLASS} --ignore-not-found
rm -f -- ${MANIFEST}
say 'The folder and the volumes in it stay.'
`,
    breaks: 'Claims that do not name a class wait without end. Volumes that are there stay, with their data.',
  }),
  files: (plan) => [{ path: MANIFEST, mode: '0644', text: storageClassManifest(plan) }],
})

const classWords = ({ name, provisioner, path }: StorageClassSeen): string =>
  `${name} (${provisioner}) makes volumes in ${path ?? 'a folder of its own choice'}`

function defaultWords(classes: StorageClassSeen[]): string {
  const names = classes.filter(({ isDefault }) => isDefault).map(({ name }) => name)
  if (names.length === 0) return 'No class is the default.'
  return names.length === 1
    ? `The default is ${names[0]}.`
    : `The defaults are ${names.join(' and ')}, and only one may be.`
}

function roomWords({ path, real, on }: FolderSeen): string {
  const behind = real === path ? '' : `; the folder really is ${real}`
  return `${behind}; ${formatBytes(on.free)} free`
}
