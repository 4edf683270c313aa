/** Fields of reports, with what a schema says of them. */
import * as z from 'zod';

/** A whole number from 0 on. */
export const count = z.int().min(0);

export const counted = (title: string, description: string) => count.meta({ title, description });

/** A count that there may not be. */
export const maybeCounted = (title: string, description: string) =>
  count.nullable().meta({ title, description });

export const number = (title: string, description: string) => z.number().meta({ title, description });

export const text = (title: string, description: string) => z.string().meta({ title, description });
