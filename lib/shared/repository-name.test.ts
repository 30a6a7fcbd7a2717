import { expect, it } from 'vitest'
import { repositoryName } from './repository-name.ts'

it.each([
  ['https://github.com/binder-examples/conda', 'binder-examples/conda'],
  ['https://github.com/binder-examples/conda.git/', 'binder-examples/conda'],
  ['https://gitlab.com/group/project.git', 'gitlab.com/group/project'],
  ['https://user:secret@github.com/org/repo', 'org/repo'],
  ['https://doi.org/10.5281/zenodo.3242074', 'doi.org/10.5281/zenodo.3242074'],
  ['', ''],
])('%s is %s', (url, name) => {
  expect(repositoryName(url)).toBe(name)
})
