import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { bits, context, integer, octets, oid, plainContext, sequence, set, text, time, yes } from './der.ts'

/** The practice cluster's own authority, and what it issued: for the API, and for its administrator. */
export interface Certificates {
  ca: string
  server: { cert: string; key: string }
  admin: { cert: string; key: string }
}

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

/** Makes all of them anew, valid for ten years. `addresses`: IPv4 addresses that the API is reached at. */
export function makeCertificates(addresses: readonly string[]): Certificates {
  const ca = newKeys()
  const issuer = nameOf(['2.5.4.3', '10.152.183.1'])
  const authority = certificate({
    subject: issuer,
    issuer,
    keys: ca,
    signer: ca.privateKey,
    extensions: [BASIC_CA],
  })
  const issue = (subject: Buffer, extensions: Buffer[]): { cert: string; key: string } => {
    const keys = newKeys()
    return {
      cert: certificate({ subject, issuer, keys, signer: ca.privateKey, extensions }),
      key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }
  }
  const names = addresses.map((address) => plainContext(7, Buffer.from(address.split('.').map(Number))))
  const alternative = sequence(
    oid('2.5.29.17'),
    octets(sequence(...names, plainContext(2, Buffer.from('kubernetes')))),
  )
  return {
    ca: authority,
    server: issue(nameOf(['2.5.4.3', '127.0.0.1']), [alternative]),
    admin: issue(nameOf(['2.5.4.10', 'system:masters'], ['2.5.4.3', 'admin']), []),
  }
}

interface Keys {
  publicKey: KeyObject
  privateKey: KeyObject
}

function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function nameOf(...parts: [oid: string, value: string][]): Buffer {
  return sequence(...parts.map(([id, value]) => set(sequence(oid(id), text(value)))))
}

const BASIC_CA = sequence(oid('2.5.29.19'), yes, octets(sequence(yes)))

function certificate(what: {
  subject: Buffer
  issuer: Buffer
  keys: Keys
  signer: KeyObject
  extensions: Buffer[]
}): string {
  const now = Date.now()
  const day = 86_400_000
  const serial = randomBytes(8)
  serial[0] = (serial[0] ?? 0) | 1
  const body = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_SHA256,
    what.issuer,
    sequence(time(new Date(now - day)), time(new Date(now + 3_650 * day))),
    what.subject,
    what.keys.publicKey.export({ type: 'spki', format: 'der' }),
    ...(what.extensions.length > 0 ? [context(3, sequence(...what.extensions))] : []),
  )
  const whole = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, what.signer)))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
