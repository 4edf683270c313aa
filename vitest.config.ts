import { defineConfig } from 'vitest/config';

/**
 * `*.long.test.ts` runs with `npm run test:long` alone, which also sets `COHORT_LONG=1`: properties
 * may then take more and longer cases.
 */
export default defineConfig(({ mode }) => {
  const long = mode === 'long';
  return {
    test: {
      include: ['test/**/*.test.ts'],
      exclude: long ? [] : ['test/**/*.long.test.ts'],
      env: long ? { COHORT_LONG: '1' } : {},
      setupFiles: ['test/seed.ts'],
      testTimeout: long ? 600_000 : 120_000,
      hookTimeout: 120_000,
    },
  };
});
