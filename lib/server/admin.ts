import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../shared/problem.ts'
import { createAudit } from './actions/audit.ts'
import { hashPassword } from './auth/password.ts'
import { readableCode } from './auth/readable-code.ts'
import { createSessions } from './auth/sessions.ts'
import { createSetup, setupLink } from './auth/setup.ts'
import { type Config, ConfigError, loadConfig } from './config/config.ts'
import { rotateMasterKey } from './config/master-keys.ts'
import { privateFolder } from './config/private-folder.ts'
import { createPeople } from './people/people.ts'
import { openStore, type Store } from './store/open-store.ts'

// For whoever has the machine: works on the data folder, whether the console runs or not (rotate-key: not).
// Usage: node lib/server/admin.ts VERB [NAME] [--data-folder FOLDER …]

type Verb = (context: { store: Store; config: Config; name: string | undefined }) => string | Promise<string>

const verbs: Record<string, Verb> = {
  async 'reset-password'({ store, name }) {
    if (!name) throw new ConfigError('Whose password? Write: reset-password NAME')
    const people = createPeople(store)
    const person = people.byName(name)
    if (!person) {
      const names = people.all().map((each) => each.name)
      throw new ConfigError(`There is no user named ${name}. There are: ${names.join(', ') || 'none yet'}.`)
    }
    const password = readableCode(4, 5)
    const passwordHash = await hashPassword(password)
    const audit = createAudit(store)
    store.transaction(() => {
      people.setPassword(person.id, passwordHash)
      // A running console notices within seconds and closes what these sessions had open.
      createSessions(store).endAll(person.id)
      const subject = {
        personName: 'command line',
        address: '',
        action: 'user.reset-password',
        target: person.name,
      }
      audit.write(audit.newActionId(), subject, 'done')
    })
    return `${person.name} was signed out everywhere. The new password, shown only here:\n\n  ${password}\n\nChange it after signing in.`
  },
  list({ store }) {
    const people = createPeople(store).all()
    if (people.length === 0)
      return 'Nobody has an account yet. The verb setup-link prints the link that creates the first.'
    return people
      .map(({ name, role, lastSeenAt }) => {
        const seen =
          lastSeenAt === null ? 'never signed in' : `last seen ${new Date(lastSeenAt).toISOString()}`
        return `${name}  ${role}  ${seen}`
      })
      .join('\n')
  },
  'setup-link'({ store, config }) {
    const code = createSetup(store).newCode()
    if (code === null)
      throw new ConfigError(
        'There is an administrator already. For a forgotten password: reset-password NAME',
      )
    return `This link creates the administrator, once. An earlier one is void.\n\n  ${setupLink(config.origin, code)}`
  },
  'rotate-key'({ store, config }) {
    const count = rotateMasterKey(config, store)
    return `There is a new master key, and ${count} stored ${count === 1 ? 'secret was' : 'secrets were'} sealed with it. Earlier backups need the earlier key.`
  },
}

async function main(argv: readonly string[]): Promise<string> {
  const firstFlag = argv.findIndex((word) => word.startsWith('--'))
  const words = firstFlag === -1 ? argv : argv.slice(0, firstFlag)
  const [verbName = '', name, ...more] = words
  const verb = Object.hasOwn(verbs, verbName) ? verbs[verbName] : undefined
  if (!verb || more.length > 0)
    throw new ConfigError(
      `Write one of: ${Object.keys(verbs).join(', ')}. A name with spaces goes in quotes.`,
    )
  const config = loadConfig(firstFlag === -1 ? [] : argv.slice(firstFlag), process.env)
  if (!existsSync(join(config.dataFolder, 'bindery.db')))
    throw new ConfigError(
      `There is no console's data in ${config.dataFolder}. Say where it is with --data-folder.`,
    )
  privateFolder(config.dataFolder)
  const store = openStore(config.dataFolder)
  try {
    return await verb({ store, config, name })
  } finally {
    store.close()
  }
}

// The database holds password hashes and scripts: what this makes is for its user alone.
process.umask(0o077)
try {
  console.log(await main(process.argv.slice(2)))
} catch (error) {
  const forPeople = error instanceof ConfigError || error instanceof AppError
  console.error(forPeople ? error.message : error)
  process.exitCode = 1
}
