import { addonFaults } from './addon-faults.ts'
import { microk8s } from './seen/microk8s.ts'
import { defineStep } from './step.ts'

export const community = defineStep({
  id: 'community',
  group: 'Add-ons',
  title: 'Community add-ons',
  doing: 'Adding the list of community add-ons.',
  why: 'The list of add-ons that others maintain. OpenEBS is one of them; with the storage of MicroK8s itself nothing of it is used.',
  usualSeconds: [2, 10],
  deadlineSeconds: 900,
  sees: { microk8s },
  check({ microk8s: { installed, community: there } }) {
    if (!installed) return { state: 'open', evidence: 'MicroK8s is not installed yet' }
    return there
      ? { state: 'done', evidence: 'addons/community/addons.yaml' }
      : { state: 'open', evidence: 'addons/community/addons.yaml is not there' }
  },
  runs: () => ['microk8s enable community'],
  script: () => `list=/var/snap/microk8s/common/addons/community/addons.yaml
demand_addons
# A clone that was cut off leaves a folder without the list, and the next clone would refuse to write into it.
if [ -d "\${list%/*}" ] && [ ! -s "$list" ]; then
  show rm -rf "\${list%/*}"
fi
enable_addon community
[ -s "$list" ] || give_up "$list is not there."
checked "$list is there"
`,
  adds: () => [{ kind: 'add-on', name: 'community' }],
  breaks: () => 'Nothing.',
  doneWhen: () => '/var/snap/microk8s/common/addons/community/addons.yaml is there',
  ifStopped: 'A part of the list may be there. The next run begins it anew.',
  skip: 'OpenEBS, and other add-ons of the community, cannot be switched on. With the storage of MicroK8s itself nothing is missing.',
  faults: [
    {
      id: 'git-ownership',
      line: /dubious ownership in repository at '([^']+)'/,
      what: (match) => `git refuses the folder ${match?.[1] ?? ''}.`,
      why: 'It belongs to another user than root, left by an earlier try.',
      remedy: {
        says: 'Takes the half-made list away. The step makes it anew.',
        commands: () => [{ command: 'rm -rf /var/snap/microk8s/common/addons/community' }],
        script: () => `show rm -rf /var/snap/microk8s/common/addons/community
`,
        breaks: 'Nothing. Add-ons that are on stay on.',
      },
    },
    ...addonFaults,
  ],
  undo: () => ({
    runs: ['microk8s disable community'],
    script: `[ ! -e /var/snap/microk8s/common/addons/community ] || disable_addon community
`,
    breaks: 'Nothing. Add-ons of the community that are on stay on.',
  }),
})
