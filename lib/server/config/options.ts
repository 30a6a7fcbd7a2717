/** Every setting of the console: one row gives its flag, its variable, its default and what it is for. */
export const options = {
  port: {
    flag: 'port',
    variable: 'BINDERY_PORT',
    value: 'NUMBER',
    fallback: '7420',
    help: 'TCP port to listen on; 0 takes a free one',
  },
  host: {
    flag: 'host',
    variable: 'BINDERY_HOST',
    value: 'ADDRESS',
    fallback: '127.0.0.1',
    help: 'address to listen on; beyond loopback it needs TLS or a trusted proxy',
  },
  dataFolder: {
    flag: 'data-folder',
    variable: 'BINDERY_DATA_FOLDER',
    value: 'FOLDER',
    fallback: 'data',
    help: 'where the database, the key file and the transcripts are kept',
  },
  keyFile: {
    flag: 'key-file',
    variable: 'BINDERY_KEY_FILE',
    value: 'FILE',
    fallback: '',
    help: 'the master key of stored secrets (default: bindery.key in the data folder)',
  },
  publicUrl: {
    flag: 'public-url',
    variable: 'BINDERY_PUBLIC_URL',
    value: 'URL',
    fallback: '',
    help: 'the address people open, when it differs from host and port: https://bindery.example.org',
  },
  trustedProxy: {
    flag: 'trusted-proxy',
    variable: 'BINDERY_TRUSTED_PROXY',
    value: 'LIST',
    fallback: '',
    help: 'addresses or networks, with commas between, whose X-Forwarded-For is believed',
  },
  tlsCert: {
    flag: 'tls-cert',
    variable: 'BINDERY_TLS_CERT',
    value: 'FILE',
    fallback: '',
    help: 'certificate chain (PEM)',
  },
  tlsKey: {
    flag: 'tls-key',
    variable: 'BINDERY_TLS_KEY',
    value: 'FILE',
    fallback: '',
    help: 'private key of the certificate (PEM)',
  },
  practice: {
    flag: 'practice',
    variable: 'BINDERY_PRACTICE',
    value: 'on|off',
    fallback: 'on',
    help: 'offer a practice server, which exists inside the console alone',
  },
} as const

export type OptionName = keyof typeof options

/** What `--help` prints. */
export function helpText(): string {
  const rows = Object.values(options).map((option) => {
    const left = `  --${option.flag} ${option.value}`.padEnd(28)
    const fallback = option.fallback === '' ? '' : ` (default ${option.fallback})`
    return `${left}${option.help}${fallback}; ${option.variable}`
  })
  return [
    'Bindery: from a bare Ubuntu server to a running BinderHub, in a browser.',
    '',
    'usage: npm start -- [options]',
    '',
    ...rows,
    `  ${'BINDERY_SECRET_KEY'.padEnd(26)}the master key itself, 32 bytes in base64, instead of a key file`,
    `  ${'--version, --help'.padEnd(26)}print and end`,
  ].join('\n')
}
