import { ourSearch } from '../../../support/policy-data/our-matcher.ts';
import type { Matcher } from './matcher.ts';

export const ours: Matcher = { name: 'this project', compile: (terms) => ourSearch(terms) };
