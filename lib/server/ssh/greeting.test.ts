import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { hearGreeting } from './greeting.ts'

/** The lists of SSH_MSG_KEXINIT, as RFC 4253 frames them. */
function offer(...lists: string[]): Buffer {
  const names = lists.map((list) => Buffer.concat([Buffer.from([0, 0, 0, list.length]), Buffer.from(list)]))
  return Buffer.concat([Buffer.from([0, 0, 0, 99, 4, 20]), Buffer.alloc(16, 7), ...names])
}

function heard(...chunks: (string | Buffer)[]) {
  const socket = new PassThrough()
  const greeting = hearGreeting(socket)
  for (const chunk of chunks) socket.emit('data', Buffer.from(chunk))
  return greeting
}

describe('what a server says in clear', () => {
  it('is its software, whole', () => {
    expect(heard('SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13.5\r\n').software).toBe(
      'OpenSSH_9.6p1 Ubuntu-3ubuntu13.5',
    )
  })

  it('may come after other lines, and in any pieces', () => {
    const all = Buffer.concat([
      Buffer.from('Keep out\r\nSSH-2.0-dropbear_2022.83\n'),
      offer('kex-a,kex-b', 'ssh-rsa', 'aes'),
    ])
    const greeting = heard(...Array.from(all, (byte) => Buffer.from([byte])))
    expect(greeting.software).toBe('dropbear_2022.83')
    expect(greeting.offer).toEqual({
      keyExchange: ['kex-a', 'kex-b'],
      hostKeys: ['ssh-rsa'],
      ciphers: ['aes'],
    })
  })

  it('is no offer while it is cut short or something else', () => {
    const whole = offer('kex', 'key', 'cipher')
    for (let length = 0; length < whole.length; length++)
      expect(heard('SSH-2.0-x\r\n', whole.subarray(0, length)).offer).toBeNull()
    expect(heard('SSH-2.0-x\r\n', Buffer.alloc(60, 255)).offer).toBeNull()
  })

  it('may not be SSH at all', () => {
    const greeting = heard('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    expect(greeting).toMatchObject({ software: null, offer: null, firstLine: 'HTTP/1.1 400 Bad Request' })
    expect(heard().firstLine).toBeNull()
  })

  it('cannot bring control characters onto the page, nor fill our memory', () => {
    expect(heard('\x1b]0;title\x07\r\n').firstLine).toBe('?]0;title?')
    expect(heard(Buffer.alloc(1_000_000, 'a')).firstLine).toHaveLength(120)
  })
})
