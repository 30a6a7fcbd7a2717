import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig, withPort } from './config.ts'
import { options } from './options.ts'

const load = (argv: string[] = [], env: Record<string, string> = {}) => loadConfig(argv, env)

describe('loadConfig', () => {
  it('listens on loopback with the documented port by default', () => {
    const config = load()
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 7420,
      secure: false,
      behindProxy: false,
      dev: false,
    })
    expect(config.allowedHosts).toEqual(['127.0.0.1:7420', 'localhost:7420', '[::1]:7420'])
    expect(config.origin).toBe('http://127.0.0.1:7420')
  })

  it('prefers a flag to its variable', () => {
    expect(load(['--port', '8000'], { BINDERY_PORT: '9000' }).port).toBe(8000)
    expect(load([], { BINDERY_PORT: '9000' }).port).toBe(9000)
  })

  it.each([
    ['--port', '70000', '0 to 65535'],
    ['--port', '-1', '0 to 65535'],
    ['--port', '80; rm -rf /', '0 to 65535'],
    ['--host', 'example.org', 'IP address'],
    ['--public-url', 'ftp://x', 'http:// or https://'],
    ['--public-url', 'https://x/path', 'no path'],
    ['--trusted-proxy', '10.0.0.0/99', 'networks'],
    ['--trusted-proxy', 'proxy.example.org', 'networks'],
    ['--tls-cert', '/nowhere.pem', 'both'],
  ])('refuses %s %s with its name and what is allowed', (flag, value, allowed) => {
    const attempt = () => load([`${flag}=${value}`])
    expect(attempt).toThrow(ConfigError)
    expect(attempt).toThrow(allowed)
    expect(attempt).toThrow(/--(port|host|public-url|trusted-proxy|tls-key|tls-cert)/)
  })

  it('names the variable when that is what was wrong', () => {
    expect(() => load([], { BINDERY_PORT: 'http' })).toThrow('BINDERY_PORT is "http"')
  })

  it('refuses an unknown flag', () => {
    expect(() => load(['--prot', '1'])).toThrow(/--prot.*--help/)
  })

  it('demands TLS or a proxy beyond loopback', () => {
    expect(() => load(['--host', '0.0.0.0'])).toThrow('--tls-cert')
    expect(() => load(['--host', '0.0.0.0', '--trusted-proxy', '10.0.0.1'])).toThrow('https --public-url')
    const proxied = load([
      '--host',
      '0.0.0.0',
      '--trusted-proxy',
      '10.0.0.1',
      '--public-url',
      'https://bindery.example.org',
    ])
    expect(proxied).toMatchObject({ secure: true, behindProxy: true, origin: 'https://bindery.example.org' })
    expect(proxied.allowedHosts).toContain('bindery.example.org')
  })

  it('reads certificate files, and says which cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bindery-config-'))
    writeFileSync(join(folder, 'cert.pem'), 'CERT')
    writeFileSync(join(folder, 'key.pem'), 'KEY')
    const tls = ['--host', '0.0.0.0', '--tls-cert', join(folder, 'cert.pem'), '--tls-key']
    expect(load([...tls, join(folder, 'key.pem')]).tls).toEqual({ cert: 'CERT', key: 'KEY' })
    expect(() => load([...tls, join(folder, 'no.pem')])).toThrow('--tls-key')
  })

  it('never repeats a wrong secret key', () => {
    const attempt = () => load([], { BINDERY_SECRET_KEY: 'hunter2hunter2' })
    expect(attempt).toThrow('BINDERY_SECRET_KEY')
    expect(attempt).not.toThrow('hunter2')
  })

  it('drops the default port from origins, as browsers do', () => {
    const config = withPort(load(['--port', '80']), 80)
    expect(config.allowedOrigins).toContain('http://127.0.0.1')
    expect(config.allowedHosts).toContain('127.0.0.1')
  })

  it('has one flag and one variable for each option', () => {
    const flags = Object.values(options).map((option) => option.flag)
    const variables = Object.values(options).map((option) => option.variable)
    expect(new Set(flags).size).toBe(flags.length)
    expect(variables.every((variable) => /^BINDERY_[A-Z_]+$/.test(variable))).toBe(true)
  })
})
