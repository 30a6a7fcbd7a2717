import { valueAt } from '../values.ts'
import { aboutKey, type Rule } from './check-context.ts'

const SECRET_PATHS =
  /^(registry\.password|config\.\w+\.(access_token|private_token|client_secret|password|hub_api_token|build_token_secret)|jupyterhub\.(proxy\.secretToken|hub\.(cookieSecret|services\.\w+\.apiToken|config\.(CryptKeeper\.keys|JupyterHub\.cookie_secret|\w+\.client_secret))|imagePullSecret\.password))$/
/** What tokens of the usual places look like, wherever they stand. */
const SECRET_TEXT =
  /\b(dckr_pat_[\w-]{8,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/

/** Secrets in the file that everybody who signs in may read, each with the way out. */
export const secretRules: Rule = ({ file, around, merged }) => {
  if (!around.hasSecretFile) return []
  return file.entries.flatMap((entry) => {
    const value = valueAt(merged, entry.path)
    const path = entry.path.join('.')
    const secret =
      typeof value === 'string' && value !== '' && (SECRET_PATHS.test(path) || SECRET_TEXT.test(value))
    return secret
      ? [
          aboutKey(
            entry,
            'secret-in-the-open',
            'warning',
            `${path} is a secret, and everybody who may look at this server can read this file. It belongs into the secret file, which is kept sealed and shown to nobody.`,
          ),
        ]
      : []
  })
}
