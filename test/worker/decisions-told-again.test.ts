import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { AssignmentMessage } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import { newMember, newOffer, newWorld } from './world.ts'

test('a side of a split that the queue did not take is told again at the next decision, and then no more', async () => {
  const world = await newWorld()
  const offer = await newOffer(world, { holdoutPercent: 50 })
  const member = await newMember(world)
  const taken: AssignmentMessage[] = []
  let isDown = true
  const send = async (message: AssignmentMessage) => {
    if (isDown) throw new Error('the queue is down')
    taken.push(message)
  }
  async function decide(): Promise<void> {
    const context = createExecutionContext()
    const request = new Request('http://localhost:8787/v1/decisions', {
      method: 'POST',
      headers: { authorization: `Bearer ${member.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ storeId: world.store.id }),
    })
    const response = await worker.fetch(
      request as Parameters<typeof worker.fetch>[0],
      { ...env, EXPOSURES: { send } } as unknown as Parameters<typeof worker.fetch>[1],
      context,
    )
    // The member is answered all the same.
    expect(response.status).toBe(200)
    await waitOnExecutionContext(context)
  }
  await decide()
  expect(taken).toEqual([])
  isDown = false
  await decide()
  expect(taken).toHaveLength(1)
  expect(taken[0]).toMatchObject({
    enrolmentId: member.enrolmentId,
    assigned: [{ of: expect.stringContaining(offer.id) }],
  })
  await decide()
  expect(taken).toHaveLength(1)
})
