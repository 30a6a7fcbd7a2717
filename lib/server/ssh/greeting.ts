import type { Duplex } from 'node:stream'

/** What a server says in clear before anything is encrypted. */
export interface Greeting {
  /** "OpenSSH_9.6p1 Ubuntu-3ubuntu13.5", or null while it has not introduced itself as SSH. */
  readonly software: string | null
  /** The first line it sent, when that is not SSH: "HTTP/1.1 400 Bad Request". */
  readonly firstLine: string | null
  /** What it offers for the handshake, once it said so. */
  readonly offer: { keyExchange: string[]; hostKeys: string[]; ciphers: string[] } | null
}

/** Its own introduction and its offer fit many times into this; the rest is of no interest here. */
const ENOUGH = 16_384

/**
 * Listens to the first bytes beside ssh2, which keeps them to itself. Call it after ssh2 has taken the socket:
 * by then it is paused, so that listening does not make it flow too early.
 */
export function hearGreeting(socket: Duplex): Greeting {
  let heard: Buffer = Buffer.alloc(0)
  const listen = (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk.subarray(0, ENOUGH - heard.length)])
    if (heard.length >= ENOUGH) socket.off('data', listen)
  }
  socket.on('data', listen)
  return {
    get software() {
      return identification(heard)?.software ?? null
    },
    get firstLine() {
      const line = heard.toString('latin1').split(/\r?\n/, 1)[0] ?? ''
      return line === '' ? null : line.replace(/[^\x20-\x7e]/g, '?').slice(0, 120)
    },
    get offer() {
      const from = identification(heard)?.end
      return from === undefined ? null : readOffer(heard.subarray(from))
    },
  }
}

/** RFC 4253, 4.2: other lines may come first; ours starts with "SSH-" and ends with a line break. */
function identification(heard: Buffer): { software: string; end: number } | null {
  const match = /^(?:[^\n]*\n)*?SSH-[^-\n]*-([^\r\n]*)\r?\n/.exec(heard.toString('latin1'))
  return match ? { software: (match[1] ?? '').trim(), end: match[0].length } : null
}

/** RFC 4253, 7.1: length, padding, SSH_MSG_KEXINIT (20), a cookie of 16 bytes, then lists of names. */
function readOffer(packet: Buffer): Greeting['offer'] {
  if (packet.length < 22 || packet[5] !== 20) return null
  const lists: string[][] = []
  for (let at = 22; lists.length < 3; ) {
    if (at + 4 > packet.length) return null
    const end = at + 4 + packet.readUInt32BE(at)
    if (end > packet.length) return null
    lists.push(packet.toString('latin1', at + 4, end).split(','))
    at = end
  }
  const [keyExchange = [], hostKeys = [], ciphers = []] = lists
  return { keyExchange, hostKeys, ciphers }
}
