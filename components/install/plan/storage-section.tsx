import { formatBytes } from '../../../lib/shared/format.ts'
import { fileSystemOf } from '../../../lib/shared/plan-rules/storage-rules.ts'
import { Button } from '../../ui/button.tsx'
import { PlanField, verbatim } from './plan-field.tsx'
import type { PlanForm } from './plan-form-state.ts'
import { PlanOption } from './plan-option.tsx'

interface StorageSectionProps {
  form: PlanForm
  /** The folder stands as it is to be: now the server is asked about it. */
  onFolder: (path: string) => void
}

/** Where people's files live: the way, and the folder. */
export function StorageSection({ form, onFolder }: StorageSectionProps) {
  const { draft, plan, look, change } = form
  const { value, alternatives } = look.proposals.storage
  const { path } = plan.storage
  const folder = look.folders.find((one) => one.path === path) ?? null
  const disk = fileSystemOf(folder?.real ?? path, folder, look.fileSystems)
  const others = [value, ...alternatives.map((one) => one.value)].filter((one) => one.path !== path)

  function take(storagePath: string) {
    change({ storagePath })
    onFolder(storagePath)
  }

  return (
    <section className="sec">
      <header>
        <h2>Where people's files live</h2>
      </header>
      <fieldset>
        <legend className="vh">How volumes are made</legend>
        <PlanOption
          name="storage"
          title="A folder on this server"
          suggested={value.kind === 'hostpath'}
          checked={draft.storageKind === 'hostpath'}
          onChoose={() => change({ storageKind: 'hostpath' })}
        >
          MicroK8s makes the volumes itself. Simple; sizes are not enforced.
        </PlanOption>
        <PlanOption
          name="storage"
          title="OpenEBS"
          suggested={value.kind === 'openebs'}
          checked={draft.storageKind === 'openebs'}
          onChoose={() => change({ storageKind: 'openebs' })}
        >
          As in the tutorial, in a folder as well. Needs iSCSI, and its chart comes from a source that was
          announced to close.
        </PlanOption>
      </fieldset>
      <div className="plan-narrow stack mt-2">
        <PlanField
          form={form}
          field="storage.path"
          label="Folder"
          hint={
            disk?.unfit === null
              ? `${formatBytes(disk.free)} free of ${formatBytes(disk.total)} on ${disk.mount === '/' ? 'the root disk' : disk.mount}${folder?.is === 'missing' ? '. The folder will be made.' : '.'}`
              : null
          }
        >
          {(control) => (
            <input
              {...control}
              {...verbatim}
              value={draft.storagePath}
              onChange={(event) => change({ storagePath: event.target.value })}
              onBlur={() => onFolder(path)}
            />
          )}
        </PlanField>
        {others.length > 0 && (
          <p className="row wrap">
            {others.slice(0, 3).map((one) => (
              <Button key={one.path} small onClick={() => take(one.path)}>
                Use {one.path}
              </Button>
            ))}
          </p>
        )}
      </div>
    </section>
  )
}
