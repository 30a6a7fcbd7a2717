import { readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type OptionName, options } from './options.ts'

/** The console's settings, checked. Nothing else reads flags or variables. */
export interface Config {
  host: string
  /** 0 until a free port was found (withPort). */
  port: number
  dataFolder: string
  keyFile: string
  /** Set by BINDERY_SECRET_KEY: used instead of the key file. */
  secretKey: Buffer | null
  publicUrl: string | null
  trustedProxies: string[]
  tls: { cert: string; key: string } | null
  /** True when people reach the console by HTTPS: TLS of its own, or a public URL with it. */
  secure: boolean
  behindProxy: boolean
  /** scheme://host[:port] as people open it. */
  origin: string
  allowedOrigins: string[]
  /** Values of the Host header that are answered. */
  allowedHosts: string[]
  dev: boolean
  /** Whether the practice server is offered. */
  practice: boolean
}

/** Variables, as process.env has them. */
type Env = Readonly<Record<string, string | undefined>>

/** A setting that stops the start: its name and what is allowed. */
export class ConfigError extends Error {}

/** Reads flags, then BINDERY_* variables, then defaults. Throws ConfigError naming the wrong one. */
export function loadConfig(argv: readonly string[], env: Env): Config {
  const flags = readFlags(argv)
  const text = (name: OptionName): string =>
    flags[name] ?? env[options[name].variable] ?? options[name].fallback
  const wrong = (name: OptionName, allowed: string): ConfigError => {
    const given = flags[name] !== undefined ? `--${options[name].flag}` : options[name].variable
    return new ConfigError(`${given} is "${text(name)}". Allowed: ${allowed}.`)
  }
  const fileOf = (name: OptionName): string => {
    try {
      return readFileSync(text(name), 'utf8')
    } catch {
      throw wrong(name, 'a file that can be read')
    }
  }

  if (!/^\d{1,5}$/.test(text('port')) || Number(text('port')) > 65535)
    throw wrong('port', 'a whole number from 0 to 65535')
  if (!isIP(text('host')) && text('host') !== 'localhost')
    throw wrong('host', 'an IP address of this machine, or localhost')

  if (!['on', 'off'].includes(text('practice'))) throw wrong('practice', 'on or off')

  const publicUrl = text('publicUrl') === '' ? null : parseOrigin(text('publicUrl'))
  if (publicUrl === undefined)
    throw wrong('publicUrl', 'http:// or https://, a host name, a port if need be, and no path')

  const trustedProxies = text('trustedProxy')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  if (!trustedProxies.every(isNetwork))
    throw wrong('trustedProxy', 'IP addresses or networks such as 10.0.0.0/24, with commas between')

  if ((text('tlsCert') === '') !== (text('tlsKey') === ''))
    throw wrong(text('tlsCert') === '' ? 'tlsKey' : 'tlsCert', 'both the certificate and its key, or neither')
  const tls = text('tlsCert') === '' ? null : { cert: fileOf('tlsCert'), key: fileOf('tlsKey') }

  const beyondLoopback = !isLoopback(text('host'))
  const proxied = trustedProxies.length > 0 && publicUrl?.startsWith('https://') === true
  if (beyondLoopback && !tls && !proxied)
    throw wrong(
      'host',
      'a loopback address; or any address together with --tls-cert and --tls-key, or with --trusted-proxy and an https --public-url',
    )

  const dataFolder = resolve(text('dataFolder'))
  const config: Config = {
    host: text('host'),
    port: Number(text('port')),
    dataFolder,
    keyFile: text('keyFile') === '' ? join(dataFolder, 'bindery.key') : resolve(text('keyFile')),
    secretKey: secretKeyOf(env),
    publicUrl,
    trustedProxies,
    tls,
    secure: tls !== null || publicUrl?.startsWith('https://') === true,
    behindProxy: trustedProxies.length > 0,
    origin: '',
    allowedOrigins: [],
    allowedHosts: [],
    dev: flags.dev,
    practice: text('practice') === 'on',
  }
  return withPort(config, config.port)
}

/** The same settings for the port that was really taken. */
export function withPort(config: Config, port: number): Config {
  const scheme = config.tls ? 'https' : 'http'
  const shown = config.host.includes(':') ? `[${config.host}]` : config.host
  const names = isLoopback(config.host) ? ['127.0.0.1', 'localhost', '[::1]'] : [shown]
  if (!names.includes(shown)) names.unshift(shown)
  const own = names.map((name) => new URL(`${scheme}://${name}:${port}`).origin)
  const allowedOrigins = config.publicUrl ? [config.publicUrl, ...own] : own
  return {
    ...config,
    port,
    origin: config.publicUrl ?? new URL(`${scheme}://${shown}:${port}`).origin,
    allowedOrigins,
    allowedHosts: allowedOrigins.map((origin) => new URL(origin).host),
  }
}

function readFlags(argv: readonly string[]): Partial<Record<OptionName, string>> & { dev: boolean } {
  const known = Object.fromEntries(
    Object.values(options).map((option) => [option.flag, { type: 'string' as const }]),
  )
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({ args: [...argv], options: { ...known, dev: { type: 'boolean' } }, strict: true })
      .values as typeof values
  } catch (error) {
    throw new ConfigError(
      `${error instanceof Error ? error.message.split('\n')[0] : 'Unknown flag.'} See --help.`,
    )
  }
  const flags: Partial<Record<OptionName, string>> = {}
  for (const name of Object.keys(options) as OptionName[]) {
    const value = values[options[name].flag]
    if (typeof value === 'string') flags[name] = value
  }
  return { ...flags, dev: values.dev === true }
}

function parseOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const plain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return (url.protocol === 'http:' || url.protocol === 'https:') && plain ? url.origin : undefined
}

function isNetwork(entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'))
  )
}

function secretKeyOf(env: Env): Buffer | null {
  const text = env.BINDERY_SECRET_KEY
  if (text === undefined || text === '') return null
  const key = Buffer.from(text, 'base64')
  // The value itself is a secret and is not repeated.
  if (key.length !== 32)
    throw new ConfigError(
      'BINDERY_SECRET_KEY is not usable. Allowed: 32 bytes in base64, as `openssl rand -base64 32` prints.',
    )
  return key
}
