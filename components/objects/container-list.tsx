'use client'

import { Age } from '../ui/age.tsx'
import { Status, type StatusKind } from '../ui/status.tsx'
import type { ContainerFacts, ContainerState } from './container-facts.ts'
import { FoldedList } from './folded-list.tsx'

/** The containers of a pod: state and state before, what they run, may use and mount, how they are asked, and what they are told. */
export function ContainerList({ containers }: { containers: readonly ContainerFacts[] }) {
  return (
    <section>
      <h3 className="h3">Containers</h3>
      {containers.map((each) => (
        <dl className="facts" key={each.name}>
          <dt>{each.isInit ? 'Prepares' : 'Name'}</dt>
          <dd className="mono">{each.name}</dd>
          <dt>State</dt>
          <dd>
            <State state={each.state} />
          </dd>
          {each.before !== null && (
            <>
              <dt>Before</dt>
              <dd>
                <State state={each.before} />
                {each.restarts > 0 && <span className="dim">, {each.restarts} restarts</span>}
              </dd>
            </>
          )}
          <dt>Image</dt>
          <dd className="mono">{each.image}</dd>
          {each.command !== '' && (
            <>
              <dt>Runs</dt>
              <dd className="mono">{each.command}</dd>
            </>
          )}
          {each.ports.length > 0 && (
            <>
              <dt>Ports</dt>
              <dd>{each.ports.join(', ')}</dd>
            </>
          )}
          <dt>Promised</dt>
          <dd>{each.requests || 'nothing'}</dd>
          <dt>At most</dt>
          <dd>{each.limits || 'no limit'}</dd>
          {each.mounts.length > 0 && (
            <>
              <dt>Mounts</dt>
              <dd>
                <ul>
                  {each.mounts.map(({ path, volume, isReadOnly }) => (
                    <li key={path}>
                      <span className="mono">{path}</span>{' '}
                      <span className="dim">
                        from {volume}
                        {isReadOnly && ', read only'}
                      </span>
                    </li>
                  ))}
                </ul>
              </dd>
            </>
          )}
          {each.probes.length > 0 && (
            <>
              <dt>Is asked</dt>
              <dd>
                <ul>
                  {each.probes.map(({ what, asks }) => (
                    <li key={what}>
                      whether it is {what}: <span className="mono">{asks}</span>
                    </li>
                  ))}
                </ul>
              </dd>
            </>
          )}
          {each.variables.length > 0 && (
            <>
              <dt>Variables</dt>
              <dd>
                <FoldedList count={each.variables.length} one="variable">
                  {each.variables.map(({ name, value, from }) => (
                    <li key={`${name} ${from}`} className="mono">
                      {name}
                      {from === '' ? `=${value}` : <span className="dim"> from {from}</span>}
                    </li>
                  ))}
                </FoldedList>
              </dd>
            </>
          )}
        </dl>
      ))}
    </section>
  )
}

function State({ state }: { state: ContainerState }) {
  switch (state.is) {
    case 'running':
      return (
        <Told kind="ok" word="Running">
          {state.since !== null && (
            <>
              {' since '}
              <Age at={state.since} />
            </>
          )}
        </Told>
      )
    case 'waiting':
      return (
        <Told kind="wait" word={state.reason || 'Waiting'}>
          {state.message !== '' && <span className="machine-said"> {state.message}</span>}
        </Told>
      )
    case 'ended':
      return (
        <Told kind={state.exitCode === 0 ? 'skip' : 'fail'} word={state.reason || 'Ended'}>
          , exit code {state.exitCode}
          {state.at !== null && (
            <>
              , <Age at={state.at} />
            </>
          )}
        </Told>
      )
    case 'unknown':
      return <Told kind="unk" word="Not known" />
  }
}

function Told({ kind, word, children }: { kind: StatusKind; word: string; children?: React.ReactNode }) {
  return (
    <>
      <Status kind={kind}>{word}</Status>
      {children}
    </>
  )
}
