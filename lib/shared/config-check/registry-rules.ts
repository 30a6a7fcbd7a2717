import { valueAt } from '../values.ts'
import { about, aboutKey, type Rule } from './check-context.ts'
import { removeEntry } from './remove-entry.ts'

const HUB = /^(https?:\/\/)?((hub|index|registry-1|registry)\.)?docker\.(io|com)(\/v[12])?\/?$/

/** Where the login for the registry stands, and under which address Docker looks for it (domain notes 2.4, 2.6). */
export const registryRules: Rule = ({ file, merged }) => {
  const misplaced = ['config.registry', 'config.BinderHub.registry', 'jupyterhub.registry'].flatMap(
    (path) => {
      const entry = file.at(path.split('.'))
      return entry === null
        ? []
        : [
            aboutKey(
              entry,
              'registry-misplaced',
              'error',
              `Nobody reads registry under ${path.replace(/\.registry$/, '')}: builds would push without a login. It stands at the very left.`,
            ),
          ]
    },
  )
  const url = file.at(['registry', 'url'])
  const address = valueAt(merged, ['registry', 'url'])
  if (url === null || typeof address !== 'string' || address === 'https://index.docker.io/v1/')
    return misplaced
  if (HUB.test(address))
    return [
      ...misplaced,
      about(
        url,
        'registry-docker-hub-url',
        'error',
        `Docker looks for the login of Docker Hub under another address than ${address}, and finds none: every push is refused. Leave registry.url out for Docker Hub.`,
        {
          label: 'Leave it out',
          edits: [removeEntry(file, url)],
        },
      ),
    ]
  if (!/^https?:\/\//.test(address))
    return [
      ...misplaced,
      about(url, 'registry-url-scheme', 'warning', `Write the address with its scheme: https://${address}.`),
    ]
  return misplaced
}
