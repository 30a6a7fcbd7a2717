import { parse, stringify } from 'yaml'
import { isRecord, mergePatch } from '../cluster/patch.ts'
import { type Flags, readFlags } from '../kubectl/flags.ts'
import type { Machine } from '../machine/machine.ts'
import { readAll } from '../shell/pipe.ts'
import type { Process } from '../shell/program.ts'
import { binderHubObjects, type ChartInput } from './binderhub-objects.ts'
import { chartIndex, hasChart } from './chart-index.ts'
import { chartPackage, packagedVersion, refusalOf } from './chart-package.ts'
import { deploy, HelmError, manifestOf, removeRelease } from './deploy.ts'
import { newest, type Release, releases } from './releases.ts'

const REPOSITORIES = '/root/.config/helm/repositories.yaml'
const INDEX = (name: string): string => `/root/.cache/helm/repository/${name}-index.yaml`

/** `microk8s helm`, version 3.16, as far as steps use it. */
export async function helm(machine: Machine, process: Process): Promise<number> {
  const flags = readFlags(process.args)
  const [verb = '', ...words] = flags.words
  try {
    if (verb === 'version') {
      process.out('v3.16.3+gcfd0749\n')
      return 0
    }
    if (verb === 'repo') return await repo(machine, process, words)
    if (!machine.cluster.running)
      throw new HelmError(
        'Kubernetes cluster unreachable: Get "https://127.0.0.1:16443/version": dial tcp 127.0.0.1:16443: connect: connection refused',
      )
    return await run(machine, process, verb, words, flags)
  } catch (error) {
    if (!(error instanceof HelmError)) throw error
    process.err(`Error: ${error.message}\n`)
    return 1
  }
}

async function run(
  machine: Machine,
  process: Process,
  verb: string,
  words: string[],
  flags: Flags,
): Promise<number> {
  const { out } = process
  const namespace = flags.get('n') ?? 'default'
  const [name = ''] = words
  switch (verb) {
    case 'list':
    case 'ls': {
      const pattern = new RegExp(flags.get('filter') ?? flags.get('f') ?? '')
      const found = newest(machine, flags.has('A') ? undefined : namespace).filter(
        (one) => pattern.test(one.name) && isWanted(one, flags),
      )
      out(list(found, flags))
      return 0
    }
    case 'upgrade':
    case 'install': {
      const chart = words.at(-1) ?? ''
      const version = await demandVersion(machine, chart, flags)
      const values = await valuesOf(machine, process, flags)
      demandAccepted(values)
      if (flags.has('dry-run')) {
        await machine.wait(700, process.signal)
        out(dryRun({ name, namespace, version, values }))
        return 0
      }
      const release = await deploy(machine, {
        name,
        namespace,
        version,
        values,
        reuse: flags.has('reuse-values'),
        mayInstall: verb === 'install' || flags.has('install') || flags.has('i'),
        createNamespace: flags.has('create-namespace'),
        out,
        signal: process.signal,
      })
      out(statusText(release))
      return 0
    }
    case 'get': {
      const [what, of = ''] = words
      const release = demandRelease(machine, namespace, of)
      const format = flags.get('o')
      if (what !== 'values') out(release.manifest)
      else if (format === 'json') out(`${JSON.stringify(release.config)}\n`)
      else out(`${format === 'yaml' ? '' : 'USER-SUPPLIED VALUES:\n'}${stringify(release.config)}`)
      return 0
    }
    case 'history': {
      const all = releases(machine, namespace).filter((one) => one.name === name)
      if (all.length === 0) throw new HelmError('release: not found')
      if (flags.get('o') === 'json')
        out(
          `${JSON.stringify(all.map(({ version, info, chart }) => ({ revision: version, updated: info.last_deployed, status: info.status, chart: `binderhub-${chart.metadata.version}`, app_version: '', description: info.description })))}\n`,
        )
      else
        out(
          `REVISION\tUPDATED                 \tSTATUS    \tCHART\tAPP VERSION\tDESCRIPTION\n${all.map(({ version, info, chart }) => `${version}       \t${info.last_deployed}\t${info.status}\tbinderhub-${chart.metadata.version}\t\t${info.description}\n`).join('')}`,
        )
      return 0
    }
    case 'status': {
      const release = demandRelease(machine, namespace, name)
      out(flags.get('o') === 'json' ? `${JSON.stringify(release)}\n` : statusText(release))
      return 0
    }
    case 'uninstall':
    case 'delete':
      demandRelease(machine, namespace, name)
      await removeRelease(machine, namespace, name, process.signal)
      out(`release "${name}" uninstalled\n`)
      return 0
    case 'rollback': {
      const revision = Number(words[1] ?? 0)
      const target = releases(machine, namespace).find((one) => one.name === name && one.version === revision)
      if (!target) throw new HelmError(`release has no ${revision} version`)
      await deploy(machine, {
        name,
        namespace,
        version: target.chart.metadata.version,
        values: target.config,
        reuse: false,
        mayInstall: false,
        createNamespace: false,
        description: `Rollback to ${revision}`,
        rollback: true,
        out: () => {},
        signal: process.signal,
      })
      out('Rollback was a success! Happy Helming!\n')
      return 0
    }
    case 'template': {
      const chart = words.at(-1) ?? ''
      const values = await valuesOf(machine, process, flags)
      if (chart.startsWith('/')) {
        // A chart that somebody wrote: the only one that steps write shows its values.
        out(`---\n# Source: ${name}/templates/values.yaml\nvalues: ${JSON.stringify(values)}\n`)
        return 0
      }
      const version = await demandVersion(machine, chart, flags)
      demandAccepted(values)
      await machine.wait(700, process.signal)
      out(manifestOf(binderHubObjects({ name, namespace, version, values })))
      return 0
    }
    case 'pull': {
      const version = await demandVersion(machine, name, flags)
      await machine.wait(400, process.signal)
      await machine.putFile(
        `${flags.get('destination') ?? '/root'}/binderhub-${version}.tgz`,
        chartPackage(version),
      )
      return 0
    }
    case 'search':
      out('NAME\tCHART VERSION\tAPP VERSION\tDESCRIPTION\n')
      return 0
    default:
      throw new HelmError(`unknown command "${verb}" for "helm"`)
  }
}

async function repo(
  machine: Machine,
  { out, signal }: Process,
  [verb, name = '', url = '']: string[],
): Promise<number> {
  const { repositories } = machine.state.helm
  const write = (): Promise<void> =>
    machine.putFile(
      REPOSITORIES,
      `apiVersion: ""\ngenerated: "0001-01-01T00:00:00Z"\nrepositories:\n${repositories.map((one) => `- caFile: ""\n  name: ${one.name}\n  url: ${one.url}\n`).join('')}`,
    )
  switch (verb) {
    case 'add': {
      const known = repositories.find((one) => one.name === name)
      if (known?.url === url) {
        out(`"${name}" already exists with the same configuration, skipping\n`)
        return 0
      }
      await machine.wait(800, signal)
      if (!url.startsWith('https://jupyterhub.github.io/helm-chart'))
        throw new HelmError(
          `looks like "${url}" is not a valid chart repository or cannot be reached: failed to fetch ${url}/index.yaml`,
        )
      if (known) known.url = url
      else repositories.push({ name, url })
      await write()
      await machine.putFile(INDEX(name), chartIndex())
      out(`"${name}" has been added to your repositories\n`)
      return 0
    }
    case 'update':
      if (repositories.length === 0)
        throw new HelmError('no repositories found. You must add one before updating')
      out('Hang tight while we grab the latest from your chart repositories...\n')
      for (const one of repositories) {
        await machine.wait(900, signal)
        await machine.putFile(INDEX(one.name), chartIndex())
        out(`...Successfully got an update from the "${one.name}" chart repository\n`)
      }
      out('Update Complete. ⎈Happy Helming!⎈\n')
      return 0
    case 'remove':
      machine.state.helm.repositories = repositories.filter((one) => one.name !== name)
      await machine.putFile(REPOSITORIES, 'apiVersion: ""\nrepositories: []\n')
      out(`"${name}" has been removed from your repositories\n`)
      return 0
    default:
      if (repositories.length === 0) throw new HelmError('no repositories to show')
      out(`NAME\tURL\n${repositories.map((one) => `${one.name}\t${one.url}\n`).join('')}`)
      return 0
  }
}

async function demandVersion(machine: Machine, chart: string, flags: Flags): Promise<string> {
  const packaged = chart.endsWith('.tgz') ? await packagedVersion(machine, chart) : null
  if (packaged !== null) return packaged
  const [repository = ''] = chart.split('/')
  const known =
    flags.get('repo') !== undefined || machine.state.helm.repositories.some((one) => one.name === repository)
  if (!known) throw new HelmError(`repo ${repository} not found`)
  const version = flags.get('version') ?? ''
  if (!hasChart(version))
    throw new HelmError(
      `chart "binderhub" matching ${version} not found in jupyterhub index. (try 'helm repo update'): no chart version found for binderhub-${version}`,
    )
  return version
}

/** Throws what Helm says of values that the schema of the chart does not take. */
function demandAccepted(values: Record<string, unknown>): void {
  const refusal = refusalOf(values)
  if (refusal !== null) throw new HelmError(refusal)
}

function dryRun(chart: ChartInput): string {
  return `Release "${chart.name}" has been upgraded. Happy Helming!\nNAME: ${chart.name}\nSTATUS: pending-upgrade\nHOOKS:\nMANIFEST:\n${manifestOf(binderHubObjects(chart))}\nNOTES:\nNothing was changed.\n`
}

/** Values of all -f, merged from left to right, and of --set. */
async function valuesOf(machine: Machine, process: Process, flags: Flags): Promise<Record<string, unknown>> {
  let values: Record<string, unknown> = {}
  for (const file of flags.all('f')) {
    const text = file === '-' ? await readAll(process.stdin) : await machine.readFile(file)
    if (text === null) throw new HelmError(`open ${file}: no such file or directory`)
    let document: unknown
    try {
      document = parse(text, { version: '1.1' })
    } catch (error) {
      throw new HelmError(
        `failed to parse ${file}: error converting YAML to JSON: yaml: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
      )
    }
    const merged = mergePatch(values, document ?? {})
    if (isRecord(merged)) values = merged
  }
  return values
}

function demandRelease(machine: Machine, namespace: string, name: string): Release {
  const found = newest(machine, namespace).find((one) => one.name === name)
  if (!found) throw new HelmError('release: not found')
  return found
}

function isWanted({ info }: Release, flags: Flags): boolean {
  if (flags.has('a') || flags.has('all')) return true
  const some = ['failed', 'pending', 'uninstalling'].filter((word) => flags.has(word))
  return some.length > 0
    ? some.some((word) => info.status.startsWith(word))
    : ['deployed', 'failed'].includes(info.status)
}

function list(found: readonly Release[], flags: Flags): string {
  const rows = found.map((one) => ({
    name: one.name,
    namespace: one.namespace,
    revision: String(one.version),
    updated: one.info.last_deployed,
    status: one.info.status,
    chart: `binderhub-${one.chart.metadata.version}`,
    app_version: one.chart.metadata.appVersion,
  }))
  if (flags.get('o') === 'json') return `${JSON.stringify(rows)}\n`
  if (flags.has('q') || flags.has('short')) return rows.map((row) => `${row.name}\n`).join('')
  const lines = rows.map((row) => `${Object.values(row).join('\t')}\n`).join('')
  return `NAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\n${lines}`
}

function statusText({ name, namespace, version, info }: Release): string {
  return `NAME: ${name}
LAST DEPLOYED: ${info.last_deployed}
NAMESPACE: ${namespace}
STATUS: ${info.status}
REVISION: ${version}
TEST SUITE: None
NOTES:
1. Get the application URL by running these commands:
   NOTE: It may take a few minutes for the LoadBalancer IP to be available.
   You can watch the status of by running 'kubectl get svc -w ${name}-binderhub'
`
}
