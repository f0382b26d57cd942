import { OpenAPIHono } from '@hono/zod-openapi'
import { DomainError, type Scope } from '../../shared/contracts/index.ts'
import type { Env } from '../env.ts'
import { toPointer } from './errors.ts'

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

export interface AppEnv {
  Bindings: Env
  Variables: { merchant: MerchantAuth; member: MemberAuth }
}

/** A router whose routes document themselves, and whose refusals name the field. */
export function createRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const issues = result.error.issues.map((issue) => ({
        path: toPointer(issue.path),
        message: issue.message,
      }))
      const [first] = issues
      throw new DomainError(
        'invalid_request',
        first ? `${first.path || 'the body'}: ${first.message}` : 'Not as agreed',
        { issues },
      )
    },
  })
}
