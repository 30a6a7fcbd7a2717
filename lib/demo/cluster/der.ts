// Just enough of ASN.1 DER to write certificates: Node can sign, and has nothing that makes one.

const tagged = (tag: number, content: Buffer): Buffer => {
  const { length } = content
  const size =
    length < 128
      ? Buffer.from([length])
      : length < 256
        ? Buffer.from([0x81, length])
        : Buffer.from([0x82, length >> 8, length & 255])
  return Buffer.concat([Buffer.from([tag]), size, content])
}

export const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts))
export const set = (...parts: Buffer[]): Buffer => tagged(0x31, Buffer.concat(parts))
export const text = (value: string): Buffer => tagged(0x0c, Buffer.from(value))
export const octets = (value: Buffer): Buffer => tagged(0x04, value)
export const bits = (value: Buffer): Buffer => tagged(0x03, Buffer.concat([Buffer.from([0]), value]))
export const yes: Buffer = tagged(0x01, Buffer.from([0xff]))

/** A tag of the context it stands in, around others. */
export const context = (number: number, ...parts: Buffer[]): Buffer =>
  tagged(0xa0 + number, Buffer.concat(parts))

/** A tag of the context it stands in, with bytes of its own. */
export const plainContext = (number: number, content: Buffer): Buffer => tagged(0x80 + number, content)

/** A positive whole number. */
export function integer(bytes: Buffer): Buffer {
  return tagged(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

/** "2.5.4.3" */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const part of rest) {
    const septets = [part & 127]
    for (let left = part >> 7; left > 0; left >>= 7) septets.unshift((left & 127) | 128)
    bytes.push(...septets)
  }
  return tagged(0x06, Buffer.from(bytes))
}

/** A point in time, in whole seconds. */
export function time(date: Date): Buffer {
  return tagged(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, '')}`))
}
