import { expect, it } from 'vitest'
import { readKubeconfig } from './read-kubeconfig.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** As `microk8s config -l` prints it. */
const microk8s = `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${base64('the authority')}
    server: https://127.0.0.1:16443
  name: microk8s-cluster
contexts:
- context:
    cluster: microk8s-cluster
    user: admin
  name: microk8s
current-context: microk8s
kind: Config
preferences: {}
users:
- name: admin
  user:
    client-certificate-data: ${base64('the certificate')}
    client-key-data: ${base64('the key')}
`

it('reads where the API is and who we are there', async () => {
  expect(await readKubeconfig(microk8s)).toEqual({
    host: '127.0.0.1',
    port: 16443,
    ca: 'the authority',
    identity: { kind: 'certificate', cert: 'the certificate', key: 'the key' },
  })
})

it('reads the token of older versions, and IPv6', async () => {
  const text = microk8s
    .replace(/client-certificate-data: .*\n.*client-key-data: .*\n/, 'token: abc\n')
    .replace('127.0.0.1', '[::1]')
  expect(await readKubeconfig(text)).toMatchObject({
    host: '::1',
    identity: { kind: 'token', token: 'abc' },
  })
})

it.each([
  ['not YAML', 'a: [b', 'not YAML'],
  ['nothing', '', 'not as it should be'],
  [
    'a context that is not there',
    microk8s.replace('current-context: microk8s', 'current-context: x'),
    'nowhere',
  ],
  ['no TLS', microk8s.replace('https:', 'http:'), 'not https'],
  ['nobody to be', microk8s.replace(/client-key-data: .*\n/, ''), 'neither'],
])('refuses %s, and gives no secret away', async (_, text, said) => {
  const error = await readKubeconfig(text).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'kube_refused', said: expect.stringContaining(said) })
  expect(JSON.stringify(error)).not.toContain(base64('the key'))
})
