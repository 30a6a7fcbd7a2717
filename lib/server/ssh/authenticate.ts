import ssh2, { type AnyAuthMethod, type AuthenticationType, type BaseAgent, type Prompt } from 'ssh2'
import type { LinkPrompt } from '../../shared/link-state.ts'
import { AppError } from '../../shared/problem.ts'
import type { LinkTarget } from './link-target.ts'
import { readPrivateKey } from './private-key.ts'

/** Puts the server's questions to a person; rejects with `prompt_unanswered`. */
export type AskPerson = (prompt: Omit<LinkPrompt, 'id'>) => Promise<string[]>

/**
 * The ways to sign in, in order, as the server allows them. The first call asks the server what it allows
 * (method "none", which it does not count as a failure).
 *
 * `next` rejects when there is no way left, and with what is wrong with a key, an agent or an answer.
 */
export function createSignIn(target: LinkTarget, ask: AskPerson, fail: (error: unknown) => void) {
  const { user, credentials } = target
  const tried = new Set<AuthenticationType>()
  let allowed: readonly string[] = []
  let accepted: AuthenticationType | null = null
  let last: AuthenticationType | null = null
  let passwordUsed = false

  async function answer(title: string, instructions: string, prompts: Prompt[]): Promise<string[]> {
    const [only] = prompts
    if (
      credentials.kind === 'password' &&
      !passwordUsed &&
      prompts.length === 1 &&
      only &&
      asksForPassword(only)
    ) {
      passwordUsed = true
      return [credentials.password]
    }
    const questions = prompts.map(({ prompt, echo }) => ({ text: prompt, echo: echo === true }))
    return ask({ title, instructions, questions })
  }

  async function method(type: AuthenticationType): Promise<AnyAuthMethod> {
    switch (type) {
      case 'publickey':
        if (credentials.kind !== 'key') break
        return { type, username: user, key: readPrivateKey(credentials.privateKey, credentials.passphrase) }
      case 'agent':
        if (credentials.kind !== 'agent') break
        return { type, username: user, agent: await filledAgent(credentials.socket) }
      case 'password': {
        const questions = [{ text: `Password of ${user}@${target.host}:`, echo: false }]
        const asked = async () => (await ask({ title: '', instructions: '', questions }))[0] ?? ''
        return {
          type,
          username: user,
          password: credentials.kind === 'password' ? credentials.password : await asked(),
        }
      }
      case 'keyboard-interactive':
        return {
          type,
          username: user,
          prompt: (title, instructions, _language, prompts, finish) => {
            answer(title, instructions, prompts).then(finish).catch(fail)
          },
        }
    }
    return { type: 'none', username: user }
  }

  return {
    /** `left` is what the server still takes, null before it was asked; `partial`: the last way was right, but is not enough. */
    async next(left: readonly string[] | null, partial: boolean): Promise<AnyAuthMethod> {
      allowed = left ?? []
      if (partial) accepted = last
      const ways: AuthenticationType[] =
        left === null ? ['none'] : waysFor(credentials.kind, accepted !== null)
      const type = ways.find((way) => !tried.has(way) && (way === 'none' || allowed.includes(onTheWire(way))))
      if (type === undefined) throw refusal(target, allowed, tried, accepted)
      tried.add(type)
      last = type
      return method(type)
    },
  }
}

function waysFor(kind: LinkTarget['credentials']['kind'], moreNeeded: boolean): AuthenticationType[] {
  switch (kind) {
    case 'key':
      return moreNeeded ? ['keyboard-interactive', 'password'] : ['publickey']
    case 'agent':
      return moreNeeded ? ['keyboard-interactive', 'password'] : ['agent']
    case 'password':
      return ['password', 'keyboard-interactive']
    case 'ask':
      return ['keyboard-interactive', 'password']
  }
}

const onTheWire = (type: AuthenticationType) => (type === 'agent' ? 'publickey' : type)

/** "Password:" and "ubuntu@binder's password:", but not "New password:" or "One-time password:". */
function asksForPassword({ prompt, echo }: Prompt): boolean {
  return (
    echo !== true &&
    /^(?:\(?[\w.@'’-]+\)? )*password(?: for [\w.@-]+)?:?\s*$/i.test(prompt) &&
    !/new|retype|time|current/i.test(prompt)
  )
}

async function filledAgent(socket: string): Promise<BaseAgent> {
  const agent = ssh2.createAgent(socket)
  const count = await new Promise<number>((resolve, reject) => {
    agent.getIdentities((error, keys) =>
      error ? reject(agentMissing(socket, error)) : resolve(keys?.length ?? 0),
    )
  })
  if (count === 0)
    throw new AppError('ssh_key_refused', 'The SSH agent holds no keys.', {
      hint: 'Add one where Bindery was started: ssh-add',
    })
  return agent
}

function agentMissing(socket: string, cause: unknown): AppError {
  return new AppError('agent_missing', `No SSH agent answers at ${socket}.`, {
    hint: 'Start Bindery from a session where SSH_AUTH_SOCK is set, or choose another way to sign in.',
    cause,
  })
}

function refusal(
  { user, host, credentials }: LinkTarget,
  allowed: readonly string[],
  tried: ReadonlySet<AuthenticationType>,
  accepted: AuthenticationType | null,
): AppError {
  const said = `it takes ${allowed.join(', ') || 'nothing'}`
  const byKey = credentials.kind === 'key' || credentials.kind === 'agent'
  if (accepted !== null)
    return new AppError(
      'ssh_wrong_password',
      `${host} took the first half of the sign-in of ${user}, but not the second.`,
      {
        hint: 'It asks for more than one proof. Choose "ask me" as the way to sign in, or look at AuthenticationMethods in its sshd_config.',
        said,
      },
    )
  if (tried.size === 1 && byKey)
    return new AppError('ssh_key_refused', `${host} does not take keys for signing in.`, {
      hint: 'Choose a password, or set PubkeyAuthentication yes in its sshd_config.',
      said,
    })
  if (byKey)
    return new AppError('ssh_key_refused', `${host} does not accept this key for ${user}.`, {
      hint: `Is the user right, and is the public half a line of ~${user}/.ssh/authorized_keys on the server?`,
      said,
    })
  if (tried.size === 1)
    return new AppError('ssh_wrong_password', `${host} does not take passwords for signing in.`, {
      hint: 'Choose a key, or set PasswordAuthentication yes in its sshd_config.',
      said,
    })
  return new AppError('ssh_wrong_password', `${host} does not accept this password for ${user}.`, {
    hint: 'Type it again. Bindery does not repeat a refused password by itself.',
    field: 'password',
    said,
  })
}
