import type { Machine } from '../machine/machine.ts'
import type { Process, Program } from '../shell/program.ts'

/** Keys at the top of the chart's values; its schema is closed there and nowhere else. */
const ROOT_KEYS = [
  'pdb',
  'replicas',
  'resources',
  'rbac',
  'nodeSelector',
  'tolerations',
  'image',
  'registry',
  'service',
  'config',
  'extraConfig',
  'extraFiles',
  'extraEnv',
  'extraVolumes',
  'extraVolumeMounts',
  'extraPodSpec',
  'initContainers',
  'lifecycle',
  'podAnnotations',
  'deployment',
  'ingress',
  'imageBuilderType',
  'dind',
  'pink',
  'imageCleaner',
  'global',
  'jupyterhub',
  'networkPolicy',
  'cors',
  'debug',
  'httpRoute',
]

/** values.schema.json of the practice world's chart. */
function chartSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(ROOT_KEYS.map((key) => [key, {}])),
  }
}

/** What Helm says of values that the schema does not take; null where it takes them. */
export function refusalOf(values: Record<string, unknown>): string | null {
  const unknown = Object.keys(values).filter((key) => !ROOT_KEYS.includes(key))
  return unknown.length === 0
    ? null
    : `values don't meet the specifications of the schema(s) in the following chart(s):\nbinderhub:\n${unknown.map((key) => `- at '': additional properties '${key}' not allowed\n`).join('')}`
}

const HEAD = 'practice chart '

/** The package of a version, as `helm pull` leaves it. */
export function chartPackage(version: string): string {
  return `${HEAD}${version}\n`
}

/** The version of a package that `chartPackage` made; null for any other file. */
export async function packagedVersion(machine: Machine, path: string): Promise<string | null> {
  const text = await machine.readFile(path)
  return text?.startsWith(HEAD) ? text.slice(HEAD.length).trim() : null
}

/** `tar` as far as it is asked about packages of charts: `tar -tzf FILE` and `tar -xzOf FILE PATH`. */
export function tar(machine: Machine): Program {
  return async ({ args, out, err }: Process): Promise<number> => {
    const [mode = '', file = '', path = ''] = args
    if ((await packagedVersion(machine, file)) === null) {
      err('gzip: stdin: not in gzip format\ntar: Child returned status 1\n')
      return 2
    }
    const files: Readonly<Record<string, string | undefined>> = {
      'binderhub/Chart.yaml': 'name: binderhub\n',
      'binderhub/values.schema.json': JSON.stringify(chartSchema()),
    }
    if (mode.includes('t')) {
      out(`${Object.keys(files).join('\n')}\n`)
      return 0
    }
    const text = files[path]
    if (text === undefined) {
      err(`tar: ${path}: Not found in archive\n`)
      return 2
    }
    out(text)
    return 0
  }
}
