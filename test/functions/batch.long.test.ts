import './batch.test.ts';
