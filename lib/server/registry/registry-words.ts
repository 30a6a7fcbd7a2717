import type { RegistryVerdict } from '../../shared/registry-check.ts'

interface Words {
  what: string
  why: string
  todo: string
}

/** What a verdict means to a person: what is so, why, what to do. `dockerHub`: its own page for tokens is named. */
export function registryWords(
  verdict: RegistryVerdict,
  { host, repository, login }: { host: string; repository: string; login: string },
): Words {
  const dockerHub = host === 'registry-1.docker.io'
  const namespace = repository.slice(0, repository.lastIndexOf('/')) || repository
  switch (verdict) {
    case 'ok':
      return {
        what: login ? `${login} may push to ${namespace}.` : 'The registry answers.',
        why: '',
        todo: '',
      }
    case 'later':
      return {
        what: 'There is nothing to check yet.',
        why: 'The registry of MicroK8s is not on. The install turns it on.',
        todo: '',
      }
    case 'wrong-login':
      return {
        what: `${host} does not accept this login.`,
        why: 'The account and the token do not belong together, or the token was revoked.',
        todo: dockerHub
          ? 'Copy the token again, or make a new one with Read & Write under Account settings, Personal access tokens.'
          : 'Copy the token again, or make a new one that may write.',
      }
    case 'read-only':
      return {
        what: 'This token may read but not write.',
        why: 'Builds would run for minutes and then fail at the push.',
        todo: 'Make one with Read & Write.',
      }
    case 'no-push-to-prefix':
      return {
        what: `${login} may not push to ${namespace}.`,
        why: 'The login is right, but images would go to a place that it may not write to, or that does not exist.',
        todo: 'Change the image prefix, or let the account write there.',
      }
    case 'too-many':
      return {
        what: `${host} takes no more questions for now.`,
        why: 'It was asked too often from this address, or too many logins failed.',
        todo: 'Wait a few minutes, then check again.',
      }
    case 'unreachable':
      return {
        what: `The server does not reach ${host}.`,
        why: 'The name is not known there, a firewall stands between, or the registry is down.',
        todo: "Check the registry's name, and the server's way to the internet.",
      }
    case 'slow':
      return {
        what: `${host} did not answer within 15 s.`,
        why: 'The network between the server and the registry is slow, or the registry is busy.',
        todo: 'Check again in a moment.',
      }
    case 'tls':
      return {
        what: `The server does not trust the certificate of ${host}.`,
        why: 'It is self-signed, has expired, is for another name, or the registry speaks plain http.',
        todo: "Put the registry's certificate authority on the server with update-ca-certificates, or correct the address. Is the server's clock right?",
      }
    case 'not-a-registry':
      return {
        what: `What answers at ${host} is no image registry.`,
        why: 'It does not speak the registry protocol (v2) at this address, or sends one elsewhere.',
        todo: 'Write the address of the registry itself, such as https://ghcr.io, not that of its web page.',
      }
    case 'no-curl':
      return {
        what: 'The registry could not be asked.',
        why: 'curl is not installed on the server.',
        todo: 'Run apt-get install curl there, then check again.',
      }
  }
}
