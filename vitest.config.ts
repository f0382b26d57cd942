import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { outside } from './test/worker/outside.ts'

/** A signing key for tests alone: 32 bytes of base64url. */
const TEST_SIGNING_KEYS = JSON.stringify({ test: 'dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktMTI' })

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          // Some start a process; on a busy machine that alone may take seconds.
          testTimeout: 30_000,
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [
            'test/worker/**',
            'test/e2e/**',
            'test/checkout/**',
            'test/shops/**',
            'test/extension/**',
          ],
        },
      },
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              outboundService: outside,
              // Five seconds are right for the platform's bill, not for those who wait for a test.
              queueConsumers: {
                'stamkund-exposures': { maxBatchSize: 100, maxBatchTimeout: 0.2, maxRetries: 5 },
              },
              bindings: {
                STAMKUND_MODE: 'local',
                REGISTRATION: 'open',
                SIGNING_KEYS: TEST_SIGNING_KEYS,
                OPERATOR_TOKEN: 'operator-token-for-tests',
                // What a workload is repeated by.
                TEST_SEED: process.env.SEED ?? '',
                TEST_MIGRATIONS: await readD1Migrations('./worker/db/migrations'),
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts'],
          setupFiles: ['test/worker/setup.ts'],
          // Its two hundred files name source maps that it does not ship: bundled, nothing looks for them.
          deps: { optimizer: { ssr: { enabled: true, include: ['stripe'] } } },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/{e2e,checkout,shops,extension}/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // A guard, not a measure: a busy machine takes its time.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
})
