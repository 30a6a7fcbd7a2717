import { formatPool, parseEnds, sizeOf } from '../../../lib/shared/ipv4.ts'
import { Button } from '../../ui/button.tsx'
import { Status } from '../../ui/status.tsx'
import { addressCells } from './address-cells.ts'
import { AddressMap } from './address-map.tsx'
import { PlanField, verbatim } from './plan-field.tsx'
import type { PlanForm } from './plan-form-state.ts'

/** The range that services get their addresses from, and the network it lies in. */
export function AddressesSection({ form }: { form: PlanForm }) {
  const { draft, plan, look, change } = form
  const { value, why, alternatives } = look.proposals.pool
  const map = addressCells(look, plan.pool)
  const range = parseEnds(plan.pool)
  const typed = formatPool(plan.pool)
  const isProposed = typed === formatPool(value)
  const clear = form.errorAt('pool') === null && form.adviceAt('pool') === null
  const isFree = clear && range !== null && map?.counts.wanted === sizeOf(range) && look.cluster?.pool == null
  return (
    <section className="sec">
      <header>
        <h2>Addresses for services</h2>
        <p>two are needed, for the start page and for the notebooks</p>
      </header>
      <div className="plan2">
        <div className="stack">
          <PlanField
            form={form}
            field="pool"
            label={map ? `Range in ${map.subnet.cidr}` : 'Range'}
            hint={isProposed && !isFree ? why : null}
          >
            {(control) => (
              <input
                {...control}
                {...verbatim}
                value={draft.pool}
                onChange={(event) => change({ pool: event.target.value })}
              />
            )}
          </PlanField>
          {isFree && (
            <p>
              <Status kind="ok">{sizeOf(range)} addresses, none of them answered</Status>
            </p>
          )}
          <p className="hint">
            Whether the router lends them to others, nobody sees from here. Ask whoever runs the network to
            keep them out of DHCP.
          </p>
          <p className="row wrap">
            {[{ value, why }, ...alternatives]
              .map((one) => formatPool(one.value))
              .filter((text) => text !== typed)
              .slice(0, 2)
              .map((text) => (
                <Button key={text} small onClick={() => change({ pool: text })}>
                  Use {text}
                </Button>
              ))}
          </p>
        </div>
        {map && <AddressMap {...map} />}
      </div>
    </section>
  )
}
