/** How often a property is tried: `npm run test:long` tries many more cases. */
export const LONG = process.env.COHORT_LONG === '1';
export const runs = (few: number): { readonly numRuns: number } => ({ numRuns: LONG ? few * 10 : few });
