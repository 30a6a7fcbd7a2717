import { expect, it } from 'vitest'
import { restartsOf } from './restarts-of.ts'

const parts = (...paths: string[]) => restartsOf(paths).map(({ part }) => part)

it('names what a change restarts', () => {
  expect(parts()).toEqual([])
  expect(parts('config.BinderHub.banner_message')).toEqual(['binder'])
  expect(parts('jupyterhub.singleuser.memory.limit', 'jupyterhub.cull.timeout')).toEqual(['hub'])
  expect(parts('imageCleaner.enabled')).toEqual(['image-cleaner'])
})

it('says that people are cut off only where the proxy restarts', () => {
  expect(restartsOf(['jupyterhub.proxy.chp.resources'])[1]?.effect).toContain('everybody is cut off')
  expect(
    restartsOf(['jupyterhub.hub.config.x', 'dind.resources'])
      .map(({ effect }) => effect)
      .join(),
  ).not.toContain('cut off')
})
