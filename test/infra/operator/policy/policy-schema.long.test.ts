import './policy-schema.test.ts';
