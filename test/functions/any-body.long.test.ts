import './any-body.test.ts';
