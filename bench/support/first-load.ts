import { gzipSync } from 'node:zlib'

/**
 * The JavaScript that a browser loads to show a page, in bytes as gzip sends them. Counted is every chunk that the
 * page's HTML names: the script tags, and those that React asks for from the data that follows.
 */
export async function firstLoadBytes(page: URL, cookie: string): Promise<number> {
  const response = await fetch(page, { headers: { cookie }, redirect: 'manual' })
  const html = await response.text()
  if (response.status !== 200) throw new Error(`${page.pathname} answered ${response.status}.`)
  // Polyfills are for browsers without modules, which load none of the rest.
  const modern = html.replaceAll(/<script[^>]*\bnomodule\b[^>]*>/gi, '')
  const chunks = new Set(modern.match(/\/_next\/static\/[\w./~-]+\.js/g) ?? [])
  if (chunks.size === 0) throw new Error(`${page.pathname} loads no script at all.`)
  let bytes = 0
  for (const chunk of chunks) {
    const script = await fetch(new URL(chunk, page), { headers: { cookie } })
    if (!script.ok) throw new Error(`${chunk} answered ${script.status}.`)
    bytes += gzipSync(Buffer.from(await script.arrayBuffer())).length
  }
  return bytes
}
