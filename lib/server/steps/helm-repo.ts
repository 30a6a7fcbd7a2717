import { ago } from './ago.ts'
import { chartRepositoryUrl, releaseFaults, repositoryCommands } from './release-faults.ts'
import { releaseScript } from './release-script.ts'
import { chartRepository } from './seen/chart-repository.ts'
import { defineStep } from './step.ts'

export const helmRepo = defineStep({
  id: 'helm-repo',
  group: 'BinderHub',
  title: 'Chart repository',
  doing: 'Telling Helm where the chart of BinderHub is.',
  why: 'Helm installs BinderHub from a chart: a package of everything that Kubernetes has to run for it. The JupyterHub project publishes it in a repository of its own.',
  usualSeconds: [3, 30],
  deadlineSeconds: 300,
  sees: { chartRepository },
  check({ chartRepository: { url, hasVersion, fetchedAt } }, { chartVersion }) {
    if (url === null)
      return { state: 'open', evidence: 'Helm, as root, does not know the chart repository yet.' }
    if (url.replace(/\/$/, '') !== chartRepositoryUrl.replace(/\/$/, ''))
      return {
        state: 'differs',
        evidence: `The repository jupyterhub is ${url}.`,
        wanted: chartRepositoryUrl,
      }
    if (fetchedAt === null)
      return { state: 'open', evidence: 'The repository is known, its index was never fetched.' }
    if (!hasVersion)
      return { state: 'open', evidence: `The index fetched ${ago(fetchedAt)} does not have ${chartVersion}.` }
    return {
      state: 'done',
      evidence: `Helm knows the repository; its index of ${ago(fetchedAt)} has ${chartVersion}.`,
    }
  },
  runs: () => [`microk8s helm repo add jupyterhub ${chartRepositoryUrl}`, 'microk8s helm repo update'],
  script: (plan) => releaseScript(plan, repositoryCommands),
  adds: () => [{ kind: 'repository', name: `jupyterhub: ${chartRepositoryUrl}` }],
  breaks: () => 'Nothing.',
  doneWhen: ({ chartVersion }) => `Root's Helm knows the repository, and its index has ${chartVersion}.`,
  ifStopped: 'Nothing is half done: the index is there or it is not.',
  notes: [
    {
      pattern: 'Kubernetes configuration file is group-readable',
      says: 'Looks bad and is not: that is how MicroK8s sets itself up.',
    },
    {
      pattern: 'already exists with the same configuration, skipping',
      says: 'It was added before, which is just as well.',
    },
  ],
  faults: releaseFaults,
  undo: () => ({
    runs: ['microk8s helm repo remove jupyterhub'],
    script: `export HOME=/root
if /snap/bin/microk8s helm repo list 2>/dev/null | grep -q '^jupyterhub[[:space:]]'; then
  show /snap/bin/microk8s helm repo remove jupyterhub
fi
`,
    breaks: 'Nothing. BinderHub goes on; only its chart cannot be fetched any more.',
  }),
})
