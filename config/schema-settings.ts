import { config } from 'zod';

// zod would compile a function for every schema at its first use: more time at every start than the faster checks save in a day.
// Schemas read this when they are made, so this file is imported before any of them.
config({ jitless: true });
