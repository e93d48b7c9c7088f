import './evasions.test.ts';
