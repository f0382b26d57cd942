import { OpenAPIHono } from '@hono/zod-openapi'
import { DomainError, issuesOf, type Scope, toPointer } from '../../shared/contracts/index.ts'
import type { Env } from '../env.ts'
import { invalidRequest } from './errors.ts'

/** The merchant that a key speaks for, and where its programme lives. */
export interface MerchantAuth {
  keyId: string
  merchantId: string
  programId: string
  binding: string
  scopes: Scope[]
}

/** The member that an access token speaks for; with a programme, the pseudonym in it. */
export interface MemberAuth {
  memberId: string
  deviceId: string
  enrolment: { enrolmentId: string; programId: string; binding: string } | null
  expiresAt: number
}

/** What every route of the app is given: the platform's bindings, and who asks. */
export interface AppEnv {
  Bindings: Env
  Variables: { merchant: MerchantAuth; member: MemberAuth }
}

/** A router whose routes document themselves, and whose refusals name the field. */
export function createRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const issues = issuesOf(result.error, result.target === 'header' ? '/headers' : '')
      // A basket longer than anyone buys is too much of a right thing, not a wrong one.
      const long = result.error.issues.find(({ code, path }) => code === 'too_big' && path.at(-1) === 'lines')
      if (long)
        throw new DomainError('body_too_large', `${toPointer(long.path)}: ${long.message}`, { issues })
      throw invalidRequest(issues)
    },
  })
}
