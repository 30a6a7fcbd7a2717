import { chartIndex } from '../helm/chart-index.ts'
import type { Machine } from '../machine/machine.ts'
import { readAll } from '../shell/pipe.ts'
import type { Process } from '../shell/program.ts'
import { answerWeb, type WebAnswer } from '../web/answer-web.ts'
import { answerRegistry } from '../web/registries.ts'

const WITH_VALUE = new Set([
  '-o',
  '-w',
  '-H',
  '-X',
  '-d',
  '-u',
  '-K',
  '-D',
  '-m',
  '-A',
  '-e',
  '--max-time',
  '--connect-timeout',
  '--max-filesize',
  '--proto',
  '--data',
  '--data-urlencode',
  '--header',
  '--request',
  '--output',
  '--write-out',
  '--config',
  '--user',
  '--retry',
  '--retry-delay',
  '--url',
])

interface Asked {
  url: string
  method: string
  headers: Record<string, string>
  output: string | undefined
  format: string | undefined
  silent: boolean
  showsErrors: boolean
  fails: boolean
  include: boolean
  head: boolean
}

/** `curl`, inside the practice world alone: its own services, and the few places outside that steps ask. */
export async function curl(machine: Machine, process: Process): Promise<number> {
  const asked = await readCommand(machine, process)
  const answer = await fetchInside(machine, asked)
  if (!answer) {
    const host = hostOf(asked.url)
    if (!asked.silent || asked.showsErrors) process.err(`curl: (6) Could not resolve host: ${host}\n`)
    process.out(formatted(asked.format, 0))
    return 6
  }
  if (asked.fails && answer.status >= 400) {
    if (!asked.silent || asked.showsErrors)
      process.err(`curl: (22) The requested URL returned error: ${answer.status}\n`)
    process.out(formatted(asked.format, answer.status))
    return 22
  }
  const write = async (text: string): Promise<void> => {
    if (asked.output === undefined || asked.output === '-') process.out(text)
    else if (asked.output !== '/dev/null') await machine.writeFile(asked.output, Buffer.from(text), true)
  }
  if (asked.include || asked.head) {
    const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`)
    await write(`HTTP/1.1 ${answer.status} \r\n${lines.join('')}\r\n`)
  }
  if (!asked.head) {
    if (answer.stream) for await (const piece of answer.stream) await write(piece)
    else await write(answer.body)
  }
  process.out(formatted(asked.format, answer.status))
  return 0
}

async function fetchInside(machine: Machine, asked: Asked): Promise<WebAnswer | null> {
  const url = new URL(asked.url)
  if (asked.url.startsWith('https://jupyterhub.github.io/helm-chart/'))
    return {
      status: 200,
      headers: { 'content-type': 'text/yaml' },
      body: url.pathname.endsWith('index.yaml') ? chartIndex() : '',
    }
  const service = machine.cluster.store
    .list('Service')
    .find(
      ({ spec, status }) =>
        spec?.clusterIP === url.hostname ||
        status?.loadBalancer?.ingress?.some(({ ip }) => ip === url.hostname),
    )
  if (service)
    return answerWeb(machine.cluster, {
      service: service.metadata.name,
      namespace: service.metadata.namespace ?? '',
      method: asked.method,
      path: url.pathname + url.search,
      headers: asked.headers,
    })
  return answerRegistry(machine, url, asked)
}

async function readCommand(machine: Machine, process: Process): Promise<Asked> {
  const asked: Asked = {
    url: '',
    method: '',
    headers: {},
    output: undefined,
    format: undefined,
    silent: false,
    showsErrors: false,
    fails: false,
    include: false,
    head: false,
  }
  const query: string[] = []
  let gets = false
  let data = false
  const header = async (text: string): Promise<void> => {
    const lines = text === '@-' ? (await readAll(process.stdin)).split('\n') : [text]
    for (const line of lines) {
      const at = line.indexOf(':')
      if (at > 0) asked.headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim()
    }
  }
  const sign = (login: string): void => {
    asked.headers.authorization = `Basic ${Buffer.from(login).toString('base64')}`
  }
  const args = [...process.args]
  while (args.length > 0) {
    const arg = args.shift() ?? ''
    if (arg === '--') continue
    if (!arg.startsWith('-') || arg === '-') {
      asked.url = arg
      continue
    }
    const value = WITH_VALUE.has(arg) ? (args.shift() ?? '') : ''
    switch (arg) {
      case '-o':
      case '--output':
        asked.output = value
        break
      case '-w':
      case '--write-out':
        asked.format = value
        break
      case '-H':
      case '--header':
        await header(value)
        break
      case '-X':
      case '--request':
        asked.method = value
        break
      case '-u':
      case '--user':
        sign(value)
        break
      case '--url':
        asked.url = value
        break
      case '-d':
      case '--data':
        data = true
        break
      case '--data-urlencode': {
        const at = value.indexOf('=')
        query.push(`${value.slice(0, at)}=${encodeURIComponent(value.slice(at + 1))}`)
        break
      }
      case '-K':
      case '--config': {
        const text = value === '-' ? await readAll(process.stdin) : ((await machine.readFile(value)) ?? '')
        for (const [, name, quoted = ''] of text.matchAll(/^(\w+) = "((?:[^"\\]|\\.)*)"$/gm)) {
          const plain = quoted.replace(/\\(.)/g, '$1')
          if (name === 'user') sign(plain)
          if (name === 'header') await header(plain)
        }
        break
      }
      case '--get':
        gets = true
        break
      case '--head':
        asked.head = true
        break
      default:
        if (arg.startsWith('--')) break
        if (arg.includes('s')) asked.silent = true
        if (arg.includes('S')) asked.showsErrors = true
        if (arg.includes('f')) asked.fails = true
        if (arg.includes('i')) asked.include = true
        if (arg.includes('I')) asked.head = true
        if (arg.includes('o')) asked.output = args.shift()
        if (arg.includes('w')) asked.format = args.shift()
    }
  }
  if (query.length > 0) asked.url += `${asked.url.includes('?') ? '&' : '?'}${query.join('&')}`
  if (asked.method === '')
    asked.method = asked.head ? 'HEAD' : (data || query.length > 0) && !gets ? 'POST' : 'GET'
  if (!/^https?:\/\//.test(asked.url)) asked.url = `http://${asked.url}`
  return asked
}

function formatted(format: string | undefined, status: number): string {
  if (format === undefined) return ''
  return format
    .replaceAll('\\n', '\n')
    .replaceAll('%{http_code}', String(status).padStart(3, '0'))
    .replaceAll('%{time_connect}', status === 0 ? '0.000000' : '0.021000')
    .replace(/%\{\w+\}/g, '')
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}
