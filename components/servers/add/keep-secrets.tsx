/** Where secrets are kept is the person's decision, with what it means. */
export function KeepSecrets({
  checked,
  onChange,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <label className="opt">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        <b>Keep what is secret, encrypted</b>
        <span className="hint">
          {checked
            ? 'In the data folder of Bindery, under its own key.'
            : 'In memory only: after a restart of Bindery somebody has to type it again before it can reconnect.'}
        </span>
      </span>
    </label>
  )
}
