import type { PodRow } from '../../lib/shared/pod-row.ts'

type Repository = NonNullable<PodRow['repository']>

/** "org/repo" of the usual hosts; of others the address without its protocol. */
function shortRepository(url: string): string {
  return url
    .replace(/^https?:\/\//, '')
    .replace(/^(www\.)?(github\.com|gitlab\.com)\//, '')
    .replace(/(\.git)?\/?$/, '')
}

/** "org/repo @main", and nothing for no repository. */
export function repositoryText(repository: Repository | null): string {
  if (repository === null) return ''
  const { url, ref } = repository
  return ref === '' ? shortRepository(url) : `${shortRepository(url)} @${ref}`
}

export function RepositoryName({ repository: { url, ref } }: { repository: Repository }) {
  return (
    <span title={url}>
      {shortRepository(url)} {ref !== '' && <span className="dim mono">@{ref}</span>}
    </span>
  )
}
