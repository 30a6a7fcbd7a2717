import { parse, type ScriptNode } from 'just-bash'

/**
 * Parses bash. Two things that just-bash 3.4.2 misreads are written otherwise first: `((a - b))`, which it takes for
 * subshells, and words such as `a=b` in the list of a `for`, which it takes for assignments. Throws for what is no bash.
 */
export function readScript(script: string): ScriptNode {
  return parse(
    script
      .replace(/(^|(?<!\bfor)[\s;&|{!])\(\((\w+ [-+*/%<>=!&|][^\n]*?)\)\)(?=$|[\s;&|}])/gm, '$1((0+($2)))')
      .replace(/\bfor (\w+) in ([^;\n"'`$]+)(?=[;\n])/g, (_, name: string, words: string) => {
        return `for ${name} in ${words.replace(/(^|\s)([A-Za-z_]\w*)=/g, '$1$2\\=')}`
      }),
  )
}
