import { createMiddleware } from 'hono/factory'
import { DomainError } from '../../shared/contracts/index.ts'
import type { AppEnv } from './app.ts'
import { equalInConstantTime, sha256Hex } from './bytes.ts'

/** Lets in whoever may register merchants and begin programmes: the operator, or anybody where that is open. */
export const requireRegistrar = createMiddleware<AppEnv>(async (c, next) => {
  if (c.env.REGISTRATION !== 'open') {
    const given = c.req.header('authorization')?.replace(/^Bearer /i, '') ?? ''
    const { OPERATOR_TOKEN } = c.env
    if (!OPERATOR_TOKEN || !equalInConstantTime(await sha256Hex(given), await sha256Hex(OPERATOR_TOKEN)))
      throw new DomainError('unauthenticated', 'Only the operator registers merchants here')
  }
  await next()
})
