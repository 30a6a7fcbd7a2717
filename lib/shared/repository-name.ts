/**
 * A repository as a person names it: "binder-examples/conda" for "https://github.com/binder-examples/conda.git". One of
 * another place than GitHub keeps the place: "gitlab.com/group/project".
 */
export function repositoryName(url: string): string {
  const bare = url
    .replace(/^[a-z+]+:\/\/(?:[^/@]*@)?/i, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
  return bare.replace(/^(?:www\.)?github\.com\//i, '')
}
