import { CopyButton } from '../ui/copy-button.tsx'

/** The one command that lets Bindery's own key in, for people who would rather do it themselves. */
export function PublicKeyLine({ user, publicKey }: { user: string; publicKey: string }) {
  const command = installCommand(publicKey)
  return (
    <div className="field">
      <div className="row">
        <span className="lbl grow">
          Run this once on the server as <code>{user}</code>
        </span>
        <CopyButton text={command} />
      </div>
      <pre className="cmds wraps">{command}</pre>
    </div>
  )
}

/** OpenSSH reads the file only when nobody else may write to it. */
function installCommand(publicKey: string): string {
  return `mkdir -p -m 700 ~/.ssh && echo '${publicKey.trim()}' >> ~/.ssh/authorized_keys && chmod 600 ~/.ssh/authorized_keys`
}
