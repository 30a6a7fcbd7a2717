/** What the cluster made of a name: its last piece, and what stands behind the dashes of a name that was too long. */
const HASH = /^(.+-)([^-]+(?:---[^-]+)?)$/

/** A name that the cluster made. Where there is no room its beginning gives way: the end is what tells it from its siblings. */
export function ObjectName({ name }: { name: string }) {
  const [, prefix = name, hash = ''] = HASH.exec(name) ?? []
  return (
    <span className="nm" title={name}>
      <span className="ell">{prefix}</span>
      <span className="hash">{hash}</span>
    </span>
  )
}
