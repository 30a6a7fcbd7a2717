export interface Choices {
  /** Launch a repository afterwards. */
  prove: boolean
  /** Return by itself where it does not work. */
  goBack: boolean
}

interface ChangeChoicesProps {
  choices: Choices
  /** What happens by itself where the change does not work. */
  otherwise: string
  onChoose(choices: Choices): void
}

/** What a person chooses of every change of a release: whether it is proved, and what follows where it fails. */
export function ChangeChoices({ choices, otherwise, onChoose }: ChangeChoicesProps) {
  return (
    <>
      <label className="opt">
        <input
          type="checkbox"
          checked={choices.prove}
          onChange={(event) => onChoose({ ...choices, prove: event.target.checked })}
        />
        <span>Launch a repository afterwards, to prove that it works</span>
      </label>
      <label className="opt">
        <input
          type="checkbox"
          checked={choices.goBack}
          onChange={(event) => onChoose({ ...choices, goBack: event.target.checked })}
        />
        <span>{otherwise}</span>
      </label>
    </>
  )
}
