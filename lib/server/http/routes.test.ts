import { expect, test } from 'vitest'
import { createRoutes } from './routes.ts'

const route = (method: string, path: string) => ({ method, path, target: `${method} ${path}` })
const routes = createRoutes([
  route('GET', '/api/servers/:server'),
  route('POST', '/api/servers/add'),
  route('POST', '/api/servers/:server/forget'),
  route('POST', '/api/servers/:server/forget/describe'),
  route('GET', '/api/runs/:run'),
  route('POST', '/api/runs/:run'),
])
const found = (path: string) => {
  const match = routes.find(path)
  return match && [[...match.byMethod.values()], match.params]
}

test.each([
  ['/api/servers/abc', ['GET /api/servers/:server'], { server: 'abc' }],
  ['/api/servers/add', ['POST /api/servers/add'], {}],
  ['/api/servers/add/forget', ['POST /api/servers/:server/forget'], { server: 'add' }],
  ['/api/servers/x/forget/describe', ['POST /api/servers/:server/forget/describe'], { server: 'x' }],
  ['/api/runs/7', ['GET /api/runs/:run', 'POST /api/runs/:run'], { run: '7' }],
  ['/api/servers/a%2Fb%20%C3%A9', ['GET /api/servers/:server'], { server: 'a/b é' }],
  ['/api/servers/..', ['GET /api/servers/:server'], { server: '..' }],
])('%s', (path, targets, params) => {
  expect(found(path)).toEqual([targets, params])
})

test.each([
  '/',
  '/api',
  '/api/servers',
  '/api/servers/',
  '/api/servers/x/',
  '/api//servers/x',
  '/API/servers/x',
  '/api/servers/x/forget/y',
  '/__proto__',
  '/api/constructor',
])('%s leads nowhere', (path) => {
  expect(found(path)).toBeNull()
})

test('percent signs that encode nothing are refused', () => {
  expect(() => routes.find('/api/servers/%')).toThrow('percent signs')
  expect(() => routes.find('/api/servers/%ff')).toThrow('percent signs')
})

test('two claims on one path, or two names for one place, stop the start', () => {
  expect(() => createRoutes([route('GET', '/a'), route('GET', '/a')])).toThrow('Two routes claim GET /a.')
  expect(() => createRoutes([route('GET', '/:a'), route('POST', '/:b')])).toThrow('two names')
})
