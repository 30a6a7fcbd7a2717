import type { CommandNode, SimpleCommandNode, StatementNode, WordNode } from 'just-bash'

// Names for the parts of just-bash's syntax tree that its index does not export.

export type WordPart = WordNode['parts'][number]
export type Part<Type extends WordPart['type']> = Extract<WordPart, { type: Type }>
export type Command<Type extends CommandNode['type']> = Extract<CommandNode, { type: Type }>
export type Redirection = SimpleCommandNode['redirections'][number]
export type Assignment = SimpleCommandNode['assignments'][number]
export type Arithmetic = Part<'ArithmeticExpansion'>['expression']['expression']
export type Condition = Command<'ConditionalCommand'>['expression']
export type Statement = StatementNode
