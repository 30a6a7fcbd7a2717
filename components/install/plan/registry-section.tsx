import type { Plan } from '../../../lib/shared/plan.ts'
import { Button } from '../../ui/button.tsx'
import { PlanField, verbatim } from './plan-field.tsx'
import type { PlanForm } from './plan-form-state.ts'
import { RegistryAnswer } from './registry-answer.tsx'
import type { RegistryChecking } from './use-registry-check.ts'

interface RegistrySectionProps {
  form: PlanForm
  token: string
  /** The token that was saved belongs to this account: none has to be typed. */
  hasToken: boolean
  checking: RegistryChecking
  /** The registry does not take images from this login. */
  refused: boolean
  disabledBecause: string | null
  onToken: (token: string) => void
}

const kinds: readonly { kind: Plan['registry']['kind']; label: string }[] = [
  { kind: 'docker-hub', label: 'Docker Hub' },
  { kind: 'v2', label: 'Another registry' },
  { kind: 'addon', label: 'On this server' },
]

/** Where built images go, and whether the login may push there. */
export function RegistrySection(props: RegistrySectionProps) {
  const { form, token, hasToken, checking, refused, disabledBecause, onToken } = props
  const { draft, plan, change } = form
  const { kind } = plan.registry
  const proposed = form.look.proposals.registry
  const text = (name: 'account' | 'url' | 'user' | 'imagePrefix') => ({
    ...verbatim,
    value: draft[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  })
  return (
    <section className="sec">
      <header>
        <h2>Where built images go</h2>
        {kind === proposed.value.kind && <p>{proposed.why}</p>}
      </header>
      <div className="plan3">
        <PlanField form={form} field="registry.kind" label="Registry">
          {(control) => (
            <select
              {...control}
              className="inp"
              value={draft.registryKind}
              onChange={(event) =>
                change({ registryKind: kinds.find((one) => one.kind === event.target.value)?.kind ?? kind })
              }
            >
              {kinds.map((one) => (
                <option key={one.kind} value={one.kind}>
                  {one.label}
                </option>
              ))}
            </select>
          )}
        </PlanField>
        {kind === 'docker-hub' && (
          <PlanField form={form} field="registry.account" label="Account">
            {(control) => <input {...control} {...text('account')} />}
          </PlanField>
        )}
        {kind === 'v2' && (
          <>
            <PlanField form={form} field="registry.url" label="Address">
              {(control) => <input {...control} {...text('url')} inputMode="url" />}
            </PlanField>
            <PlanField form={form} field="registry.user" label="User">
              {(control) => <input {...control} {...text('user')} />}
            </PlanField>
          </>
        )}
        {kind !== 'addon' && (
          <PlanField
            form={form}
            field="registryToken"
            label="Access token"
            hint={hasToken && token === '' ? 'The one that was saved is used.' : null}
          >
            {(control) => (
              <input
                {...control}
                {...verbatim}
                type="password"
                {...(refused ? { 'aria-invalid': true } : {})}
                autoComplete="new-password"
                value={token}
                onChange={(event) => onToken(event.target.value)}
                onBlur={() => {
                  if (token !== '' && disabledBecause === null) void checking.ask()
                }}
              />
            )}
          </PlanField>
        )}
        <PlanField
          form={form}
          field="imagePrefix"
          label="Names of images begin with"
          hint={kind === 'addon' ? 'The address of this server, as pods and Kubernetes both reach it.' : null}
        >
          {(control) => (
            <input
              {...control}
              {...text('imagePrefix')}
              placeholder={draft.imagePrefix === '' ? plan.imagePrefix || 'account/binder-' : ''}
            />
          )}
        </PlanField>
      </div>
      {kind !== 'addon' && (
        <p className="hint mt-2">
          No account anywhere? “On this server” needs none. Without any registry it does not work here: what
          builds images and what runs them share no store.
        </p>
      )}
      {kind === 'addon' ? (
        <p className="hint mt-2">
          No account and no password: whoever reaches port 32000 of the server can read and replace images. It
          takes room on the server's own disk.
        </p>
      ) : (
        <div className="row wrap mt-2">
          <Button
            small
            busy={checking.answer?.state === 'asking'}
            disabledBecause={
              disabledBecause ?? (token === '' && !hasToken ? 'There is no token to check yet.' : null)
            }
            onClick={() => void checking.ask()}
          >
            Check this login
          </Button>
          <RegistryAnswer answer={checking.answer} />
        </div>
      )}
    </section>
  )
}
